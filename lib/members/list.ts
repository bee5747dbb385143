import type { Actor } from "#lib/auth/actor.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { CappedCount } from "#lib/keyset/count.ts";
import { cappedCount, countCap } from "#lib/keyset/count.ts";
import type { Page, PageRequest, SortColumn } from "#lib/keyset/keyset.ts";
import { keyset } from "#lib/keyset/keyset.ts";
import { containing } from "#lib/keyset/search.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";

export const memberSorts = ["name", "email", "role", "added"] as const;
export type MemberSort = (typeof memberSorts)[number];

export type MemberFilters = {
  /** Part of a name or an email. */
  search: string;
  role: string | null;
  projectId: string | null;
  /** Ignored for those who may not see keys. */
  hasKeys: boolean | null;
  /** Those who have left instead of those who are there. */
  isRemoved: boolean;
};

export type MemberRow = {
  id: string;
  name: string | null;
  email: string | null;
  role: string | null;
  addedAt: Date | null;
  deletedAt: Date | null;
  isServiceAccount: boolean;
  isScimManaged: boolean;
  apiKeyLastUsedAt: Date | null;
  projectCount: number;
  /** null for those who may not see keys. */
  keyCount: number | null;
};

const tie: SortColumn = { expression: Prisma.sql`m.id`, type: "text" };

const orders: Record<MemberSort, SortColumn> = {
  name: { expression: Prisma.sql`lower(coalesce(m.name, ''))`, type: "text" },
  email: { expression: Prisma.sql`lower(coalesce(m.email, ''))`, type: "text" },
  role: { expression: Prisma.sql`coalesce(m.role, '')`, type: "text" },
  added: { expression: Prisma.sql`coalesce(m.added_at, '-infinity'::timestamptz)`, type: "time" },
};

/** The live keys of a members row m. */
export const liveKeys = Prisma.sql`SELECT 1 FROM api_keys k
  WHERE k.organization_id = m.organization_id AND k.owner_id = m.id AND k.deleted_at IS NULL`;

/** The condition that the list, its count and its export share. */
export function whereMembers(actor: Actor, filters: MemberFilters): Prisma.Sql {
  const pattern = containing(filters.search);
  const { role, projectId } = filters;
  const hasKeys = can(actor, "keys.read") ? filters.hasKeys : null;
  return Prisma.join(
    [
      Prisma.sql`m.organization_id = ${actor.organization.id}::uuid`,
      filters.isRemoved ? Prisma.sql`m.deleted_at IS NOT NULL` : Prisma.sql`m.deleted_at IS NULL`,
      pattern && Prisma.sql`lower(coalesce(m.name, '') || ' ' || coalesce(m.email, '')) LIKE ${pattern}`,
      role && Prisma.sql`m.role = ${role}`,
      projectId &&
        Prisma.sql`EXISTS (SELECT 1 FROM project_members pm WHERE pm.organization_id = m.organization_id
          AND pm.project_id = ${projectId} AND pm.member_id = m.id AND pm.deleted_at IS NULL)`,
      hasKeys !== null && Prisma.sql`${hasKeys ? Prisma.empty : Prisma.sql`NOT`} EXISTS (${liveKeys})`,
    ].filter((part) => part instanceof Prisma.Sql),
    " AND ",
  );
}

/** Members of the organization, a page at a time, in one of the orders that have an index. */
export async function listMembers(
  actor: Actor,
  filters: MemberFilters,
  order: { sort: MemberSort; descending: boolean },
  request: PageRequest,
): Promise<Page<MemberRow>> {
  authorize(actor, "members.read");

  const cut = keyset([orders[order.sort], tie], order.descending, request);
  const keyCount = can(actor, "keys.read")
    ? Prisma.sql`(SELECT count(*)::int FROM (${liveKeys}) AS key)`
    : Prisma.sql`NULL::int`;
  const rows = await scopedSql<MemberRow & { place: string[] }>(
    actor,
    Prisma.sql`
      SELECT m.id, m.name, m.email, m.role, m.added_at AS "addedAt", m.deleted_at AS "deletedAt",
        m.is_service_account AS "isServiceAccount", m.is_scim_managed AS "isScimManaged",
        m.api_key_last_used_at AS "apiKeyLastUsedAt",
        (SELECT count(*)::int FROM project_members pm JOIN projects p
           ON p.organization_id = pm.organization_id AND p.id = pm.project_id
           AND p.deleted_at IS NULL AND p.archived_at IS NULL
         WHERE pm.organization_id = m.organization_id AND pm.member_id = m.id
           AND pm.deleted_at IS NULL) AS "projectCount",
        ${keyCount} AS "keyCount", ${cut.select}
      FROM (
        -- The page first: what is counted for each row is counted for these only.
        SELECT * FROM members m
        WHERE ${whereMembers(actor, filters)} ${cut.where} ${cut.orderBy} ${cut.limit}
      ) AS m
      ${cut.orderBy}`,
  );
  return cut.page(rows);
}

export async function countMembers(actor: Actor, filters: MemberFilters): Promise<CappedCount> {
  authorize(actor, "members.read");
  const read = () =>
    scopedSql<{ found: number }>(
      actor,
      Prisma.sql`SELECT count(*)::int AS found
        FROM (SELECT 1 FROM members m WHERE ${whereMembers(actor, filters)} LIMIT ${countCap + 1}) AS m`,
    );
  const [row] = await remember(actor, {
    name: "countMembers",
    asked: filters,
    of: ["members", "project_members", "api_keys"],
    read,
  });
  return cappedCount(row?.found ?? 0);
}
