import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { containing } from "#lib/keyset/search.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { Pickable } from "./pickable.ts";
import { pickable } from "./pickable.ts";
import { column } from "./select-rows.ts";

export const OptionsQuery = z.object({
  of: z.enum(pickable),
  search: z.string().max(200).default(""),
});

export type Option = { value: string; label: string; detail: string | null };

const mostOptions = 20;

/** So many that match are looked at, whatever they are, before the first twenty by name are taken. */
const mostCandidates = 500;

type Directory = { table: Prisma.Sql; searched: Prisma.Sql; label: Prisma.Sql; detail: Prisma.Sql };

const directory: Record<"project" | "member" | "key", Directory> = {
  project: {
    table: Prisma.sql`projects`,
    searched: Prisma.sql`lower(coalesce(name, '') || ' ' || id)`,
    label: Prisma.sql`coalesce(nullif(name, ''), id)`,
    detail: Prisma.sql`id`,
  },
  member: {
    table: Prisma.sql`members`,
    searched: Prisma.sql`lower(coalesce(name, '') || ' ' || coalesce(email, ''))`,
    label: Prisma.sql`coalesce(nullif(name, ''), nullif(email, ''), id)`,
    detail: Prisma.sql`email`,
  },
  key: {
    table: Prisma.sql`api_keys`,
    searched: Prisma.sql`lower(coalesce(name, '') || ' ' || redacted_value || ' ' || coalesce(owner_name, '') || ' ' || id)`,
    label: Prisma.sql`coalesce(nullif(name, ''), redacted_value)`,
    detail: Prisma.sql`redacted_value`,
  },
};

function directoryOptions(actor: Actor, of: keyof typeof directory, pattern: Prisma.Sql | null): Prisma.Sql {
  const { table, searched, label, detail } = directory[of];
  const found = pattern
    ? Prisma.sql`AND ${searched} LIKE ${pattern} LIMIT ${mostCandidates}`
    : Prisma.sql`AND deleted_at IS NULL ORDER BY lower(coalesce(name, '')), id LIMIT ${mostOptions}`;
  return Prisma.sql`
    SELECT id AS value, ${label} AS label, ${detail} AS detail FROM (
      SELECT * FROM ${table} WHERE organization_id = ${actor.organization.id}::uuid ${found}
    ) AS found ORDER BY deleted_at IS NOT NULL, lower(${label}), id LIMIT ${mostOptions}`;
}

/** Names that only the facts know, from the months of the last year and a bit: models, line items and the like. */
function factOptions(
  actor: Actor,
  of: Exclude<Pickable, keyof typeof directory>,
  pattern: Prisma.Sql | null,
): Prisma.Sql {
  const organization = Prisma.sql`organization_id = ${actor.organization.id}::uuid`;
  const name = of === "lineItem" ? Prisma.sql`line_item` : column(of);
  const rows = {
    lineItem: Prisma.sql`facts.costs_monthly WHERE ${organization} AND grain = 'line_item'`,
    store: Prisma.sql`facts.usage_monthly WHERE ${organization} AND grain = 'full' AND kind = 'file_search_calls'`,
    rest: Prisma.sql`facts.usage_monthly WHERE ${organization} AND grain = 'model'`,
  }[of === "lineItem" || of === "store" ? of : "rest"];
  return Prisma.sql`
    SELECT DISTINCT ${name} AS value, ${name} AS label, NULL AS detail FROM ${rows}
      AND month > current_date - 430 AND ${name} <> ''
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
