import { randomUUID } from "node:crypto";
import pg from "pg";
import { attach } from "#scripts/start/attach.ts";
import type { RunningTwin } from "#twin/server.ts";
import { startTwin } from "#twin/server.ts";

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Another OpenAI organization: a twin with a week of history, in a database of its own beside the console's. */
export async function startSecondTwin(): Promise<RunningTwin> {
  if (process.env["E2E_DATA_DIR"]) process.env["METSUKE_DATA_DIR"] = process.env["E2E_DATA_DIR"];
  attach();
  const server = process.env["DATABASE_URL"];
  if (!server) throw new Error("No database to keep a second twin in: set DATABASE_URL or E2E_DATA_DIR.");
  const database = `twin_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `CREATE DATABASE ${database}`);
  const url = new URL(server);
  url.pathname = `/${database}`;

  const twin = await startTwin({ port: 0, databaseUrl: url.href, seed: "small", days: 7 });
  const close = async () => {
    await twin.close();
    await onServer(server, `DROP DATABASE ${database} WITH (FORCE)`);
  };
  return { ...twin, close };
}
