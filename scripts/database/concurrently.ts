import type { Client } from "pg";

type Partition = { schema: string; name: string };

const creation =
  /^CREATE\s+INDEX\s+CONCURRENTLY\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)\s+ON\s+([\w.]+)\s+([\s\S]+)$/i;

/** The leaf partitions of a table; undefined where it is not partitioned. */
async function partitionsOf(client: Client, table: string): Promise<Partition[] | undefined> {
  const { rows } = await client.query<{ kind: string }>(
    "SELECT relkind::text AS kind FROM pg_class WHERE oid = to_regclass($1)",
    [table],
  );
  if (rows[0]?.kind !== "p") return undefined;
  const found = await client.query<Partition>(
    `SELECT relnamespace::regnamespace::text AS schema, relname AS name
     FROM pg_partition_tree($1::regclass) JOIN pg_class ON oid = relid WHERE isleaf ORDER BY relname`,
    [table],
  );
  return found.rows;
}

/** What a build that was cut short left behind is of no use, and in the way. */
async function dropInvalid(client: Client, schema: string, name: string): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
     WHERE relname = $1 AND relnamespace = $2::regnamespace AND NOT indisvalid AND relkind = 'i'`,
    [name, schema],
  );
  if (rowCount) await client.query(`DROP INDEX CONCURRENTLY ${schema}."${name}"`);
}

async function isAttached(client: Client, schema: string, name: string): Promise<boolean> {
  const { rowCount } = await client.query("SELECT FROM pg_inherits WHERE inhrelid = to_regclass($1)", [
    `${schema}."${name}"`,
  ]);
  return rowCount === 1;
}

/**
 * Runs a statement of a migration outside any transaction. CREATE INDEX CONCURRENTLY may name a partitioned table,
 * which Postgres itself refuses: the index is built on each partition and then put together. It can be run again
 * after it was cut short.
 */
export async function runConcurrently(client: Client, statement: string): Promise<void> {
  const [, index = "", table = "", definition = ""] = creation.exec(statement) ?? [];
  if (!index) {
    await client.query(statement);
    return;
  }
  const partitions = await partitionsOf(client, table);
  const schema = table.includes(".") ? (table.split(".")[0] ?? "public") : "public";
  if (!partitions) {
    await dropInvalid(client, schema, index);
    await client.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS ${index} ON ${table} ${definition}`);
    return;
  }
  await client.query(`CREATE INDEX IF NOT EXISTS ${index} ON ONLY ${table} ${definition}`);
  for (const partition of partitions) {
    const part = `${partition.name}_${index}`.slice(0, 63);
    if (await isAttached(client, partition.schema, part)) continue;
    await dropInvalid(client, partition.schema, part);
    const on = `${partition.schema}."${partition.name}"`;
    await client.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS "${part}" ON ${on} ${definition}`);
    await client.query(`ALTER INDEX ${schema}.${index} ATTACH PARTITION ${partition.schema}."${part}"`);
  }
}
