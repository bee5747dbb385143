import { randomUUID } from "node:crypto";
import OpenAI from "openai";
import pg from "pg";
import { openPool } from "#twin/database.ts";
import { startTwin } from "#twin/server.ts";
import type { RunningTwin, TwinOptions } from "#twin/server.ts";

export type TestTwin = RunningTwin & {
  databaseUrl: string;
  client: OpenAI;
  /** The SDK's `client.admin.organization`, without retries. */
  admin: OpenAI["admin"]["organization"];
  sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  stop: () => Promise<void>;
};

/** A twin of its own on a database of its own; `stop` drops both. */
export async function startTestTwin(options: Partial<TwinOptions> = {}): Promise<TestTwin> {
  const { url: databaseUrl, drop } = await withTwinDatabase();
  const twin = await startTwin({ port: 0, databaseUrl, ...options });
  const client = sdkClient(twin.url);
  const pool = openPool(databaseUrl);
  return {
    ...twin,
    databaseUrl,
    client,
    admin: client.admin.organization,
    sql: async (text, values = []) => (await pool.query<Record<string, unknown>>(text, values)).rows,
    stop: async () => {
      await pool.end();
      await twin.close();
      await drop();
    },
  };
}

/** An empty database for a twin. */
export async function withTwinDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = process.env.TEST_DATABASE_SERVER_URL;
  if (server === undefined) throw new Error("TEST_DATABASE_SERVER_URL must name a Postgres server.");
  const name = `twin_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

export function sdkClient(baseURL: string, adminAPIKey = "sk-admin-twin"): OpenAI {
  return new OpenAI({ baseURL, adminAPIKey, maxRetries: 0 });
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
