import { randomUUID } from "node:crypto";
import type pg from "pg";

/** What people will have made: shared views and exports that are done. Returns what takes it away again. */
export async function makeScenery(client: pg.Client, organization: string): Promise<() => Promise<void>> {
  const owner = randomUUID();
  await client.query(
    `INSERT INTO saved_views (id, organization_id, owner_id, page, name, query, is_shared)
     SELECT gen_random_uuid(), $1, $2, 'usage', 'Bench view ' || n, 'range=7d&by=project', true FROM generate_series(1, 20) AS n`,
    [organization, owner],
  );
  const input = {
    sets: ["members"],
    format: "csv",
    gzip: false,
    from: null,
    through: null,
    kinds: [],
    withRemoved: false,
    audit: {},
  };
  await client.query(
    `INSERT INTO background_jobs (id, organization_id, kind, label, state, asked_by_id, asked_by_label, input, finished_at)
     SELECT gen_random_uuid(), $1, 'export', 'members', 'done', $2, 'bench-' || n || '@example.com', $3, now() FROM generate_series(1, 20) AS n`,
    [organization, owner, JSON.stringify(input)],
  );
  return async () => {
    await client.query("DELETE FROM saved_views WHERE owner_id = $1", [owner]);
    await client.query("DELETE FROM background_jobs WHERE asked_by_id = $1", [owner]);
  };
}
