import type { PoolClient } from "pg";
import { pool } from "#lib/db-writer.ts";
import { log } from "#lib/log.ts";

/**
 * Runs work that no other worker does at the same time, on the connection that holds the lock: if that
 * connection is lost, so is whatever had not been committed on it, and nobody can write after losing the lock.
 * Returns "busy" where somebody else holds it.
 */
export async function withLease<Result>(
  name: string,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result | "busy"> {
  const client = await pool.connect();
  let lost: Error | undefined;
  const onError = (error: Error) => {
    lost = error;
    log.warn({ lease: name, error: error.message }, "connection lost");
  };
  client.on("error", onError);
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken",
      [name],
    );
    if (!rows[0]?.taken) return "busy";
    try {
      return await work(client);
    } finally {
      await client.query("SELECT pg_advisory_unlock_all()").catch((error: unknown) => {
        lost ??= error instanceof Error ? error : new Error(String(error));
      });
    }
  } finally {
    client.off("error", onError);
    // A connection in doubt is closed: the server lets go of its locks and its transaction.
    client.release(lost);
  }
}

/** Runs work in one transaction of the connection. */
export async function inTransaction<Result>(
  client: PoolClient,
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query("BEGIN");
  try {
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
