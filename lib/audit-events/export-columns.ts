import type { CsvColumn } from "#lib/exports/copy-csv.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

function column(name: string, kind: CsvColumn["kind"], value = Prisma.raw(name)): CsvColumn {
  return { name, kind, value };
}

/** The columns of an exported event; times are UTC where the session's zone is. */
export const eventColumnsOfExport: readonly CsvColumn[] = [
  column("id", "text"),
  column("effective_at", "plain"),
  column("type", "text"),
  column("is_tenant", "plain", Prisma.sql`is_tenant::text`),
  column("actor_kind", "text"),
  column("actor_id", "text"),
  column("actor_email", "text"),
  column("actor_api_key_id", "text"),
  column("project_id", "text"),
  column("project_name", "text"),
  column("resource_id", "text"),
  column("ip", "text"),
  // A JSON object begins with a brace: no formula.
  column("raw", "plain"),
];
