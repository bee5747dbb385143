import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";
import type { EngineError, EngineOptions } from "./load-engine.ts";

function failure(code: string, message: string): EngineError {
  return Object.assign(new Error(message), { code });
}

function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.toString();
}

const internalCharType = 18;
const textType = 25;

/** The catalogue's one-byte "char" is a type that PrismaPg refuses: notes its columns, by result. */
function noteCharColumns(pool: pg.Pool): WeakMap<object, number[]> {
  const noted = new WeakMap<object, number[]>();
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryArrayResult>;
  const noting = async (...args: unknown[]) => {
    const result = await query(...args);
    const columns = [...result.fields.keys()].filter(
      (at) => result.fields[at]?.dataTypeID === internalCharType,
    );
    for (const field of result.fields) if (field.dataTypeID === internalCharType) field.dataTypeID = textType;
    noted.set(result.rows, columns);
    return result;
  };
  Object.assign(pool, { query: noting });
  return noted;
}

async function connect(url: string): Promise<SqlDriverAdapter> {
  const parsed = new URL(url);
  const schema = parsed.searchParams.get("schema");
  parsed.searchParams.delete("schema");
  const pool = new pg.Pool({ connectionString: parsed.toString() });
  const charColumns = noteCharColumns(pool);
  const factory = new PrismaPg(pool, { disposeExternalPool: true, ...(schema && { schema }) });
  const adapter = await factory.connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const at of charColumns.get(result.rows) ?? []) result.columnTypes[at] = ColumnTypeEnum.Character;
    return result;
  };
  // PrismaPg cuts a script at every semicolon, those in comments and function bodies too.
  adapter.executeScript = async (script) => {
    await runOn(parsed.toString(), script);
  };
  return adapter;
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A database beside the main one, dropped with its connection. */
async function temporaryDatabase(url: string): Promise<SqlDriverAdapter> {
  const name = `prisma_shadow_${randomUUID()}`;
  await runOn(url, `CREATE DATABASE "${name}" TEMPLATE template0`);
  const adapter = await connect(withDatabase(url, name));
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await runOn(url, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  };
  return adapter;
}

/** Connects the engine to DATABASE_URL. PrismaPg's own shadow would open the main database again. */
export function connectorFor({
  url,
  shadowDatabaseUrl,
}: EngineOptions): SqlMigrationAwareDriverAdapterFactory {
  const required = () => {
    if (url) return url;
    throw failure(
      "P1001",
      "Set DATABASE_URL: this command asks a database, and no other engine is built in.",
    );
  };
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: async () => connect(required()),
    connectToShadowDb: async () =>
      shadowDatabaseUrl ? connect(shadowDatabaseUrl) : temporaryDatabase(required()),
  };
}

/** Throws with Prisma's code when the database can't be reached (P1001) or isn't there (P1003). */
export async function probeDatabase(url: string): Promise<void> {
  try {
    await runOn(url, "SELECT 1");
  } catch (error) {
    const { code, message } = error as EngineError;
    if (code === "3D000") throw failure("P1003", message);
    if (code === "28P01") throw failure("P1000", message);
    throw failure("P1001", `Can't reach the database server: ${message || code}`);
  }
}

export async function createDatabase(url: string): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  await runOn(withDatabase(url, "postgres"), `CREATE DATABASE "${name.replaceAll('"', '""')}"`);
}
