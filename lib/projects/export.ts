import type { Actor } from "#lib/auth/actor.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import type { CsvColumn } from "#lib/exports/copy-csv.ts";
import type { Download } from "#lib/exports/open.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { exportTable } from "#lib/keyset/export-table.ts";
import type { ProjectFilters } from "#lib/projects/list.ts";
import { thisMonth, whereProjects } from "#lib/projects/list.ts";

const columns: CsvColumn[] = [
  { name: "id", kind: "text", value: Prisma.sql`p.id` },
  { name: "name", kind: "text", value: Prisma.sql`p.name` },
  { name: "status", kind: "text", value: Prisma.sql`p.status` },
  { name: "residency", kind: "text", value: Prisma.sql`p.residency` },
  { name: "created_at", kind: "plain", value: Prisma.sql`p.created_at` },
  { name: "archived_at", kind: "plain", value: Prisma.sql`p.archived_at` },
];
const costs: CsvColumn[] = [
  {
    name: "cost_this_month",
    kind: "plain",
    value: thisMonth(Prisma.sql`coalesce(sum(c.amount), 0)::text`),
  },
  { name: "currency", kind: "text", value: thisMonth(Prisma.sql`max(c.currency)`) },
];

/** All projects that the filters leave, by name, as CSV; costs in UTC days for those who may see them. */
export async function exportProjects(
  actor: Actor,
  filters: ProjectFilters,
  leaving: AbortSignal,
): Promise<Download> {
  authorize(actor, "projects.read");
  return exportTable(
    actor,
    {
      name: "projects",
      filters,
      columns: can(actor, "costs.read") ? [...columns, ...costs] : columns,
      source: Prisma.sql`FROM projects p WHERE ${whereProjects(actor, filters)} ORDER BY lower(coalesce(p.name, '')), p.id`,
    },
    leaving,
  );
}
