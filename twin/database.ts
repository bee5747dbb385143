import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import pg from "pg";

export type Queryable = Pick<pg.PoolClient, "query">;
export type Transaction = pg.PoolClient;

const int8 = 20;
/** Any number that only this program uses: the twins of one database lay its tables one after another. */
const schemaLock = 7_412_690_115;

/** Opens a pool that reads bigint as number: every bigint of the twin is a Unix time or a count below 2^53. */
export function openPool(databaseUrl: string): pg.Pool {
  const types = {
    getTypeParser: (id: number, format?: "text" | "binary") =>
      id === int8 ? Number : (pg.types.getTypeParser(id, format) as (value: string) => unknown),
  };
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8, types });
  // A connection that breaks fails its query, if it has one, and is replaced: nothing else hangs on it.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/**
 * Lays the schema `twin`; safe to repeat and to run from several processes at once. The schema's comment says which
 * text it was laid from: CREATE INDEX IF NOT EXISTS would wait for every writer even where there is nothing to do.
 */
export async function applySchema(pool: pg.Pool): Promise<void> {
  const sql = await readFile(new URL("./schema.sql", import.meta.url), "utf8");
  const digest = createHash("sha256").update(sql).digest("hex");
  await transaction(pool, async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock($1)", [schemaLock]);
    const laid = await one<{ digest: string | null }>(
      tx,
      "SELECT obj_description(oid, 'pg_namespace') AS digest FROM pg_namespace WHERE nspname = 'twin'",
    );
    if (laid?.digest === digest) return;
    await tx.query(sql);
    await tx.query(`COMMENT ON SCHEMA twin IS '${digest}'`);
  });
}

export async function transaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    const isBroken = await client.query("ROLLBACK").then(
      () => false,
      () => true,
    );
    client.release(isBroken);
    throw error;
  }
}

export async function many<Row extends object>(
  on: Queryable,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return (await on.query<Row>(sql, values)).rows;
}

/**
 * As `many`, planned once a connection. For statements that come again and again in few forms: what differs is bound,
 * and no form is longer than its own conditions.
 */
export async function manyAgain<Row extends object>(
  on: Queryable,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const name = createHash("sha256").update(sql).digest("base64url").slice(0, 32);
  return (await on.query<Row>({ name, text: sql, values })).rows;
}

export async function one<Row extends object>(
  on: Queryable,
  sql: string,
  values: unknown[] = [],
): Promise<Row | undefined> {
  return (await on.query<Row>(sql, values)).rows[0];
}
