import pg from "pg";
import { env } from "#lib/env.ts";

/**
 * A connection of its own: an export that waits for its reader must not hold one of the pool's. It may only
 * read, times are UTC, and Postgres drops it within a second of the reader leaving, even in the middle of a scan.
 */
export async function connectForExport(): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    application_name: "metsuke export",
    connectionTimeoutMillis: 10_000,
  });
  // A lost connection reaches the reader through the running query.
  client.on("error", () => undefined);
  await client.connect();
  await client.query(
    `SET default_transaction_read_only = on; SET statement_timeout = 0; SET jit = off; SET idle_in_transaction_session_timeout = 0;
     SET client_connection_check_interval = '1s'; SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'`,
  );
  return client;
}
