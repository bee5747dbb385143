import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { KeyRisk } from "#lib/keys/key-risk.ts";
import { keyRisks, riskConditions, risksOfRow, usable } from "#lib/keys/key-risk.ts";
import type { CappedCount } from "#lib/keyset/count.ts";
import { cappedCount, countCap } from "#lib/keyset/count.ts";
import type { Page, PageRequest, SortColumn } from "#lib/keyset/keyset.ts";
import { keyset } from "#lib/keyset/keyset.ts";
import { containing } from "#lib/keyset/search.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";

export const keySorts = ["used", "created", "name", "expires"] as const;
export type KeySort = (typeof keySorts)[number];

export const ownerKinds = ["user", "service_account"] as const;

export type KeyFilters = {
  /** Part of a key's name, redacted value, owner's name or id. */
  search: string;
  projectId: string | null;
  ownerId: string | null;
  ownerKind: (typeof ownerKinds)[number] | null;
  risk: KeyRisk | "any" | null;
  /** "never", or for how many days at least nobody used it; one never used counts from its creation. */
  unused: "never" | number | null;
  /** How many days ago at least it was made. */
  olderThan: number | null;
  expiry: "none" | null;
};

export const everyKey: KeyFilters = {
  search: "",
  projectId: null,
  ownerId: null,
  ownerKind: null,
  risk: null,
  unused: null,
  olderThan: null,
  expiry: null,
};

export type KeyRow = {
  id: string;
  name: string | null;
  redactedValue: string;
  projectId: string;
  projectName: string | null;
  /** Archived with its project: it opens nothing, and is at no risk. */
  isArchived: boolean;
  ownerKind: string | null;
  ownerId: string | null;
  ownerName: string | null;
  ownerIsActive: boolean;
  createdAt: Date | null;
  /** Whole days since it was made. */
  ageDays: number | null;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  risks: KeyRisk[];
};

const ties: SortColumn[] = [
  { expression: Prisma.sql`k.id`, type: "text" },
  { expression: Prisma.sql`k.project_id`, type: "text" },
];

const orders: Record<KeySort, SortColumn> = {
  used: { expression: Prisma.sql`coalesce(k.last_used_at, '-infinity'::timestamptz)`, type: "time" },
  created: { expression: Prisma.sql`coalesce(k.created_at, '-infinity'::timestamptz)`, type: "time" },
  name: { expression: Prisma.sql`lower(coalesce(k.name, ''))`, type: "text" },
  // A key without an end stands after all that have one, and no index is worth it for tens of thousands.
  expires: { expression: Prisma.sql`coalesce(k.expires_at, to_timestamp(99999999999))`, type: "time" },
};

function daysAgo(days: number): Prisma.Sql {
  return Prisma.sql`now() - make_interval(days => ${days}::int)`;
}

function ageConditions({ unused, olderThan, expiry }: KeyFilters): (Prisma.Sql | null)[] {
  return [
    unused === "never" ? Prisma.sql`k.last_used_at IS NULL` : null,
    typeof unused === "number"
      ? Prisma.sql`coalesce(k.last_used_at, k.created_at, '-infinity'::timestamptz) < ${daysAgo(unused)}`
      : null,
    olderThan === null ? null : Prisma.sql`k.created_at < ${daysAgo(olderThan)}`,
    expiry === "none" ? Prisma.sql`k.expires_at IS NULL` : null,
  ];
}

/** The condition that the list, its count and its export share. */
export function whereKeys(actor: Actor, filters: KeyFilters): Prisma.Sql {
  const pattern = containing(filters.search);
  const { projectId, ownerId, ownerKind, risk } = filters;
  const risks = keyRisks
    .filter((name) => risk === "any" || risk === name)
    .map((name) => riskConditions[name]);
  return Prisma.join(
    [
      Prisma.sql`k.organization_id = ${actor.organization.id}::uuid`,
      Prisma.sql`k.deleted_at IS NULL`,
      projectId && Prisma.sql`k.project_id = ${projectId}`,
      ownerId && Prisma.sql`k.owner_id = ${ownerId}`,
      ownerKind && Prisma.sql`k.owner_kind = ${ownerKind}`,
      ...ageConditions(filters),
      pattern &&
        Prisma.sql`lower(coalesce(k.name, '') || ' ' || k.redacted_value || ' ' || coalesce(k.owner_name, '')
          || ' ' || k.id) LIKE ${pattern}`,
      risks.length > 0 && Prisma.sql`${usable} AND (${Prisma.join(risks, " OR ")})`,
    ].filter((part) => part instanceof Prisma.Sql),
    " AND ",
  );
}

/** What is read of a key k and its project p, as a KeyRow. */
export const keyColumns = Prisma.sql`
  k.id, k.name, k.redacted_value AS "redactedValue", k.project_id AS "projectId",
  p.name AS "projectName", coalesce(p.archived_at IS NOT NULL OR p.status = 'archived', false) AS "isArchived",
  k.owner_kind AS "ownerKind", k.owner_id AS "ownerId", k.owner_name AS "ownerName",
  NOT ${riskConditions.ownerGone} AS "ownerIsActive",
  k.created_at AS "createdAt",
  greatest(0, floor(extract(epoch FROM now() - k.created_at) / 86400))::int AS "ageDays",
  k.last_used_at AS "lastUsedAt", k.expires_at AS "expiresAt", ${risksOfRow} AS risks`;

/** API keys over all projects, a page at a time. Values are never mirrored: upstream tells only the redacted one. */
export async function listKeys(
  actor: Actor,
  filters: KeyFilters,
  order: { sort: KeySort; descending: boolean },
  request: PageRequest,
): Promise<Page<KeyRow>> {
  authorize(actor, "keys.read");

  const cut = keyset([orders[order.sort], ...ties], order.descending, request);
  const rows = await scopedSql<KeyRow & { place: string[] }>(
    actor,
    Prisma.sql`
      SELECT ${keyColumns}, ${cut.select}
      FROM (
        -- The page first: what is looked up for each row is looked up for these only.
        SELECT * FROM api_keys k
        WHERE ${whereKeys(actor, filters)} ${cut.where} ${cut.orderBy} ${cut.limit}
      ) AS k
      LEFT JOIN projects p ON p.organization_id = k.organization_id AND p.id = k.project_id
      ${cut.orderBy}`,
  );
  return cut.page(rows);
}

export async function countKeys(actor: Actor, filters: KeyFilters): Promise<CappedCount> {
  authorize(actor, "keys.read");
  const read = () =>
    scopedSql<{ found: number }>(
      actor,
      Prisma.sql`SELECT count(*)::int AS found
        FROM (SELECT 1 FROM api_keys k WHERE ${whereKeys(actor, filters)} LIMIT ${countCap + 1}) AS k`,
    );
  // Time alone puts a key at a risk, or makes it old.
  const dependsOnNow =
    filters.risk !== null || typeof filters.unused === "number" || filters.olderThan !== null;
  const [row] = dependsOnNow
    ? await read()
    : await remember(actor, { name: "countKeys", asked: filters, of: ["api_keys"], read });
  return cappedCount(row?.found ?? 0);
}
