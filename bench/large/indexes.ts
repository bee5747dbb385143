import type pg from "pg";

const parents = ["usage", "costs", "audit_events"];

/**
 * Takes the indexes of the big tables away and keeps their text in the database, so that a fill which was cut
 * short still knows them. Building them once is several times cheaper than keeping them up.
 */
export async function dropIndexes(client: pg.ClientBase): Promise<void> {
  await client.query(
    "CREATE TABLE IF NOT EXISTS bench.indexes (name text PRIMARY KEY, dropping text, making text)",
  );
  await client.query(
    `INSERT INTO bench.indexes
     SELECT c.relname,
       CASE WHEN o.oid IS NULL THEN format('DROP INDEX facts.%I', c.relname)
         ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', i.indrelid::regclass, o.conname) END,
       CASE WHEN o.oid IS NULL THEN pg_get_indexdef(c.oid)
         ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', i.indrelid::regclass, o.conname, pg_get_constraintdef(o.oid)) END
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     LEFT JOIN pg_constraint o ON o.conindid = c.oid AND o.contype IN ('p', 'u')
     WHERE i.indrelid = ANY ($1::regclass[]) ON CONFLICT DO NOTHING`,
    [parents.map((table) => `facts.${table}`)],
  );
  const { rows } = await client.query<{ dropping: string }>(
    "SELECT dropping FROM bench.indexes JOIN pg_class ON relname = name AND relnamespace = 'facts'::regnamespace",
  );
  for (const { dropping } of rows) await client.query(dropping);
}

/** Makes those indexes that are still missing and whose names begin so; tells after each how long it took. */
export async function makeIndexes(
  client: pg.ClientBase,
  prefix: string,
  told: (what: string, seconds: number) => void,
): Promise<void> {
  const { rows } = await client.query<{ name: string; making: string }>(
    `SELECT name, replace(making, ' ON ONLY ', ' ON ') AS making FROM bench.indexes
     WHERE NOT EXISTS (SELECT FROM pg_class WHERE relname = name AND relnamespace = 'facts'::regnamespace)
       AND starts_with(name, $1) ORDER BY name`,
    [prefix],
  );
  for (const { name, making } of rows) {
    const startedAt = performance.now();
    await client.query(making);
    told(`index ${name}`, (performance.now() - startedAt) / 1000);
  }
}
