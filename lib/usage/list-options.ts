import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { containing } from "#lib/keyset/search.ts";
import { scopedSql } from "#lib/scoped.ts";
import { pickable } from "./pickable.ts";
import { column } from "./select-rows.ts";

export const OptionsQuery = z.object({
  of: z.enum(pickable),
  search: z.string().max(200).default(""),
});

export type Option = { value: string; label: string; detail: string | null };

const mostOptions = 20;

function directoryOptions(
  actor: Actor,
  of: "project" | "member" | "key",
  pattern: Prisma.Sql | null,
): Prisma.Sql {
  const organization = Prisma.sql`organization_id = ${actor.organization.id}::uuid`;
  const like = (expression: Prisma.Sql) =>
    pattern ? Prisma.sql`AND ${expression} LIKE ${pattern}` : Prisma.empty;
  switch (of) {
    case "project":
      return Prisma.sql`
        SELECT id AS value, coalesce(name, id) AS label, id AS detail FROM projects
        WHERE ${organization} ${like(Prisma.sql`lower(coalesce(name, '') || ' ' || id)`)}
        ORDER BY deleted_at IS NOT NULL, lower(coalesce(name, id)), id LIMIT ${mostOptions}`;
    case "member":
      return Prisma.sql`
        SELECT id AS value, coalesce(name, email, id) AS label, email AS detail FROM members
        WHERE ${organization} ${like(Prisma.sql`lower(coalesce(name, '') || ' ' || coalesce(email, ''))`)}
        ORDER BY deleted_at IS NOT NULL, lower(coalesce(name, email, id)), id LIMIT ${mostOptions}`;
    case "key":
      return Prisma.sql`
        SELECT id AS value, coalesce(name, redacted_value) AS label, redacted_value AS detail FROM api_keys
        WHERE ${organization} ${like(Prisma.sql`lower(coalesce(name, '') || ' ' || redacted_value || ' ' || id)`)}
        ORDER BY deleted_at IS NOT NULL, lower(coalesce(name, redacted_value)), id LIMIT ${mostOptions}`;
  }
}

/** Names that only the facts know, from the last year: models, service tiers, line items. */
function factOptions(
  actor: Actor,
  of: "model" | "tier" | "lineItem",
  pattern: Prisma.Sql | null,
): Prisma.Sql {
  const organization = Prisma.sql`organization_id = ${actor.organization.id}::uuid`;
  const name = of === "lineItem" ? Prisma.sql`line_item` : column(of);
  const rows =
    of === "lineItem"
      ? Prisma.sql`facts.costs_daily WHERE ${organization} AND grain = 'line_item'`
      : Prisma.sql`facts.usage_daily WHERE ${organization} AND grain = 'model'`;
  return Prisma.sql`
    SELECT DISTINCT ${name} AS value, ${name} AS label, NULL AS detail FROM ${rows}
      AND day > current_date - 400 AND ${name} <> ''
      ${pattern ? Prisma.sql`AND lower(${name}) LIKE ${pattern}` : Prisma.empty}
    ORDER BY 1 LIMIT ${mostOptions}`;
}

/** Up to twenty things to filter by whose name holds the text. Throws DomainError "forbidden". */
export async function listOptions(
  actor: Actor,
  { of, search }: z.output<typeof OptionsQuery>,
): Promise<Option[]> {
  authorize(actor, of === "lineItem" ? "costs.read" : "usage.read");
  if (of === "member") authorize(actor, "members.read");
  if (of === "key") authorize(actor, "keys.read");
  const pattern = containing(search);
  return scopedSql<Option>(
    actor,
    of === "project" || of === "member" || of === "key"
      ? directoryOptions(actor, of, pattern)
      : factOptions(actor, of, pattern),
  );
}
