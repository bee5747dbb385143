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
import { firstOfMonth, todayIn } from "#lib/usage/days.ts";

export const projectSorts = ["name", "created"] as const;
export type ProjectSort = (typeof projectSorts)[number];

export const projectStatuses = ["active", "archived", "all"] as const;

export type ProjectFilters = {
  /** Part of a name or an id. */
  search: string;
  status: (typeof projectStatuses)[number];
};

/** Counts and amounts are null for those who may not see what they count. */
export type ProjectRow = {
  id: string;
  name: string | null;
  status: string | null;
  createdAt: Date | null;
  archivedAt: Date | null;
  memberCount: number | null;
  serviceAccountCount: number;
  keyCount: number | null;
  /** Costs of the running UTC month, US dollars as a decimal string. */
  costThisMonth: string | null;
  currency: string | null;
};

const tie: SortColumn = { expression: Prisma.sql`p.id`, type: "text" };

const orders: Record<ProjectSort, SortColumn> = {
  name: { expression: Prisma.sql`lower(coalesce(p.name, ''))`, type: "text" },
  created: { expression: Prisma.sql`coalesce(p.created_at, '-infinity'::timestamptz)`, type: "time" },
};

const archived = Prisma.sql`(p.archived_at IS NOT NULL OR coalesce(p.status, '') = 'archived')`;

/** The condition that the list, its count and its export share. */
export function whereProjects(actor: Actor, { search, status }: ProjectFilters): Prisma.Sql {
  const pattern = containing(search);
  return Prisma.join(
    [
      Prisma.sql`p.organization_id = ${actor.organization.id}::uuid AND p.deleted_at IS NULL`,
      status !== "all" && (status === "archived" ? archived : Prisma.sql`NOT ${archived}`),
      pattern && Prisma.sql`lower(coalesce(p.name, '') || ' ' || p.id) LIKE ${pattern}`,
    ].filter((part) => part instanceof Prisma.Sql),
    " AND ",
  );
}

const liveIn = (table: Prisma.Sql) => Prisma.sql`(SELECT count(*)::int FROM ${table} AS part
  WHERE part.organization_id = p.organization_id AND part.project_id = p.id AND part.deleted_at IS NULL)`;

/** A figure over the costs of a projects row p in the running UTC month, in US dollars: no other currency is added to them. */
export const thisMonth = (what: Prisma.Sql) => Prisma.sql`(SELECT ${what} FROM facts.costs_daily c
  WHERE c.organization_id = p.organization_id AND c.grain = 'project' AND c.project_id = p.id
    AND lower(c.currency) = 'usd' AND c.day >= ${firstOfMonth(todayIn("UTC"))}::date)`;

type Order = { sort: ProjectSort; descending: boolean };

export async function listProjects(
  actor: Actor,
  filters: ProjectFilters,
  order: Order,
  { after, before }: PageRequest,
): Promise<Page<ProjectRow>> {
  authorize(actor, "projects.read");
  const request = { after, before };
  return remember(actor, {
    name: "listProjects",
    asked: [filters, order, request],
    of: ["projects", "project_members", "service_accounts", "api_keys", "costs"],
    since: firstOfMonth(todayIn("UTC")),
    read: () => readPage(actor, filters, order, request),
  });
}

async function readPage(
  actor: Actor,
  filters: ProjectFilters,
  order: Order,
  request: PageRequest,
): Promise<Page<ProjectRow>> {
  const cut = keyset([orders[order.sort], tie], order.descending, request);
  const ifMay = (permission: Parameters<typeof can>[1], column: Prisma.Sql) =>
    can(actor, permission) ? column : Prisma.sql`NULL`;
  const rows = await scopedSql<ProjectRow & { place: string[] }>(
    actor,
    Prisma.sql`
      SELECT p.id, p.name, p.status, p.created_at AS "createdAt", p.archived_at AS "archivedAt",
        ${ifMay("members.read", liveIn(Prisma.sql`project_members`))} AS "memberCount",
        ${liveIn(Prisma.sql`service_accounts`)} AS "serviceAccountCount",
        ${ifMay("keys.read", liveIn(Prisma.sql`api_keys`))} AS "keyCount",
        ${ifMay("costs.read", thisMonth(Prisma.sql`coalesce(sum(c.amount), 0)::text`))} AS "costThisMonth",
        ${ifMay("costs.read", thisMonth(Prisma.sql`max(c.currency)`))} AS "currency",
        ${cut.select}
      FROM (
        -- The page first: what is counted for each row is counted for these only.
        SELECT * FROM projects p
        WHERE ${whereProjects(actor, filters)} ${cut.where} ${cut.orderBy} ${cut.limit}
      ) AS p
      ${cut.orderBy}`,
  );
  return cut.page(rows);
}

export async function countProjects(actor: Actor, filters: ProjectFilters): Promise<CappedCount> {
  authorize(actor, "projects.read");
  const read = () =>
    scopedSql<{ found: number }>(
      actor,
      Prisma.sql`SELECT count(*)::int AS found
        FROM (SELECT 1 FROM projects p WHERE ${whereProjects(actor, filters)} LIMIT ${countCap + 1}) AS p`,
    );
  const [row] = await remember(actor, { name: "countProjects", asked: filters, of: ["projects"], read });
  return cappedCount(row?.found ?? 0);
}
