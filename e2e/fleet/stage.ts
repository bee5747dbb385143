import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { attach } from "#scripts/start/attach.ts";
import { findPort } from "#scripts/system/find-port.ts";
import { runProgram } from "#scripts/system/run-program.ts";
import type { RunningTwin } from "#twin/server.ts";
import { startTwin } from "#twin/server.ts";
import type { Ground } from "./copy.ts";

const adminKey = "sk-admin-twin-of-the-fleet";

/** What the copies of a fleet stand on: a database with an owner and an organization, which a twin of its own answers for. */
export type Stage = {
  ground: Ground;
  /** Where the proxy in front of the copies of web is to listen. */
  port: number;
  url: string;
  owner: { email: string; password: string };
  databaseUrl: string;
  twin: RunningTwin;
  /** What must stand in no log. */
  secrets: string[];
  sql: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;
  strike: () => Promise<void>;
};

/** An empty database on the server of the console that runs here, or on the one that is named. */
async function makeDatabase(given?: string): Promise<{ url: string; drop: () => Promise<void> }> {
  if (process.env["E2E_DATA_DIR"]) process.env["METSUKE_DATA_DIR"] = process.env["E2E_DATA_DIR"];
  if (given === undefined) attach();
  const server = given ?? process.env["DATABASE_URL"] ?? "";
  const name = `fleet_${randomUUID().replaceAll("-", "")}`;
  const onServer = async (statement: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

function environmentOf(given: Record<string, string>): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, PORT: __, ...inherited } = process.env;
  return {
    ...inherited,
    METSUKE_DEMO: "0",
    METSUKE_DRAIN_SECONDS: "1",
    METSUKE_WARM_UP_SECONDS: "0",
    LOG_LEVEL: "debug",
    ...given,
  };
}

/** Migrates and seeds with the programs of the version that lies in sources. */
export async function makeStage(sources: string, server?: string): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "metsuke-fleet-"));
  const database = await makeDatabase(server);
  const port = await findPort();
  const url = `http://127.0.0.1:${port}`;
  const owner = { email: "owner@example.com", password: randomBytes(18).toString("base64url") };
  const secret = randomBytes(32).toString("base64");
  const base = { DATABASE_URL: database.url, METSUKE_SECRET: secret, METSUKE_URL: url };
  await runProgram(process.execPath, ["scripts/migrate.ts"], { cwd: sources, env: environmentOf(base) });
  const twin = await startTwin({
    port: 0,
    databaseUrl: database.url,
    seed: "small",
    days: 20,
    adminKey,
  });
  const environment = environmentOf({
    ...base,
    METSUKE_OWNER_EMAIL: owner.email,
    METSUKE_OWNER_PASSWORD: owner.password,
    OPENAI_ADMIN_KEY: adminKey,
    OPENAI_BASE_URL: twin.url,
  });
  const seed = ["--conditions=react-server", "prisma/seed.ts"];
  await runProgram(process.execPath, seed, { cwd: sources, env: environment });
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on("error", () => undefined);
  return {
    ground: { sources, environment, folder },
    port,
    url,
    owner,
    databaseUrl: database.url,
    twin,
    secrets: [adminKey, owner.password, secret, new URL(database.url).password],
    sql: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows,
    strike: async () => {
      await pool.end();
      await twin.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
