import { randomUUID } from "node:crypto";
import pg from "pg";
import { attach } from "#scripts/start/attach.ts";

/** An organization with so many rows of usage that an export of them takes a while; console people see it. */
export async function makeLargeOrganization(
  rows: number,
): Promise<{ slug: string; remove: () => Promise<void> }> {
  if (process.env["E2E_DATA_DIR"]) process.env["METSUKE_DATA_DIR"] = process.env["E2E_DATA_DIR"];
  attach();
  const client = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await client.connect();
  const id = randomUUID();
  const slug = `large-${id.slice(0, 8)}`;
  await client.query(
    `INSERT INTO organizations (id, slug, name, base_url, status) VALUES ($1, $2, 'Large', 'http://127.0.0.1:9/v1', 'disconnected')`,
    [id, slug],
  );
  await client.query("SELECT facts.ensure_months('usage', '2025-01-01', '2025-03-01')");
  await client.query(
    `INSERT INTO facts.usage (organization_id, bucket_at, kind, project_id, model, requests, input_tokens)
     SELECT $1, timestamptz '2025-01-01' + (n % 1400) * interval '1 hour', 'completions', 'proj_' || n % 50, 'gpt-5', n, n
     FROM generate_series(1, $2::int) AS n`,
    [id, rows],
  );
  await client.query("ANALYZE facts.usage");
  return {
    slug,
    remove: async () => {
      await client.query("DELETE FROM facts.usage WHERE organization_id = $1", [id]);
      await client.query("DELETE FROM organizations WHERE id = $1", [id]);
      await client.end();
    },
  };
}
