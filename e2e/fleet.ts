import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { migrateDatabase } from "#scripts/database/migrate.ts";
import { attach } from "#scripts/start/attach.ts";
import { findPort } from "#scripts/system/find-port.ts";
import { root } from "#scripts/system/root.ts";
import type { RunningTwin } from "#twin/server.ts";
import { startTwin } from "#twin/server.ts";

export type Copy = { child: ChildProcess; url: string; log: () => string };

export type Fleet = {
  /** The proxy in front of the copies of web. */
  url: string;
  webs: Copy[];
  workers: Copy[];
  /** How many requests each copy of web has had from the proxy. */
  served: number[];
  owner: { email: string; password: string };
  databaseUrl: string;
  /** What must stand in no log. */
  secrets: string[];
  sql: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** Another copy of web that the proxy does not know, once it says that it is ready. */
  addWeb: () => Promise<Copy>;
  stop: () => Promise<void>;
};

const adminKey = "sk-admin-twin-of-the-fleet";

/** Asks the copies in turn, and the next one where one refuses the connection, as any proxy with several upstreams does. */
async function startProxy(port: number, webs: Copy[], served: number[]): Promise<Server> {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => forward(0));
    const forward = (attempt: number) => {
      const at = turn++ % webs.length;
      const forwardedFor = [incoming.headers["x-forwarded-for"], incoming.socket.remoteAddress];
      const headers = { ...incoming.headers, "x-forwarded-for": forwardedFor.filter(Boolean).join(", ") };
      const onward = ask(
        `${webs[at]?.url}${incoming.url}`,
        { method: incoming.method, headers },
        (answer) => {
          served[at] = (served[at] ?? 0) + 1;
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      onward.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ECONNREFUSED" && attempt < webs.length) return forward(attempt + 1);
        if (!outgoing.headersSent) outgoing.writeHead(502);
        outgoing.end();
      });
      onward.end(Buffer.concat(chunks));
    };
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function start(name: string, words: string[], folder: string, url: string, env: NodeJS.ProcessEnv): Copy {
  const file = join(folder, `${name}.log`);
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => appendFileSync(file, chunk));
  appendFileSync(file, "");
  return { child, url, log: () => readFileSync(file, "utf8") };
}

async function waitFor(url: string): Promise<void> {
  for (const until = Date.now() + 60_000; ; await sleep(100)) {
    if ((await fetch(url).catch(() => null))?.ok) return;
    if (Date.now() > until) throw new Error(`${url} is not there after a minute.`);
  }
}

async function makeDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  if (process.env["E2E_DATA_DIR"]) process.env["METSUKE_DATA_DIR"] = process.env["E2E_DATA_DIR"];
  attach();
  const server = process.env["DATABASE_URL"] ?? "";
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
  await migrateDatabase(url.href);
  return { url: url.href, drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function run(words: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: "inherit" });
  const [code] = (await once(child, "close")) as [number];
  if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}.`);
}

async function end({ child }: Copy): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "close");
}

type Base = { environment: NodeJS.ProcessEnv; folder: string };

/** Two copies of web and two of the worker. */
async function startCopies({ environment, folder }: Base): Promise<{ webs: Copy[]; workers: Copy[] }> {
  const [webs, workers]: [Copy[], Copy[]] = [[], []];
  for (const n of [1, 2]) {
    const [port, workerPort] = [await findPort(), await findPort()];
    const web = { ...environment, PORT: String(port) };
    webs.push(start(`web-${n}`, ["scripts/web.ts"], folder, `http://127.0.0.1:${port}`, web));
    const worker = { ...environment, METSUKE_WORKER_PORT: String(workerPort) };
    const words = ["--conditions=react-server", "lib/jobs/main.ts"];
    workers.push(start(`worker-${n}`, words, folder, `http://127.0.0.1:${workerPort}`, worker));
  }
  await Promise.all([
    ...webs.map(({ url }) => waitFor(`${url}/api/health/live`)),
    ...workers.map(({ url }) => waitFor(`${url}/health/ready`)),
  ]);
  return { webs, workers };
}

/** Two copies of web behind a proxy and two workers, over one database and a twin of their own. */
export async function startFleet(): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), "metsuke-fleet-"));
  const database = await makeDatabase();
  const twin: RunningTwin = await startTwin({
    port: 0,
    databaseUrl: database.url,
    seed: "small",
    days: 20,
    adminKey,
  });
  const port = await findPort();
  const url = `http://127.0.0.1:${port}`;
  const owner = { email: "owner@example.com", password: randomBytes(18).toString("base64url") };
  const { NODE_OPTIONS: _, PORT: __, ...inherited } = process.env;
  const environment = {
    ...inherited,
    DATABASE_URL: database.url,
    METSUKE_SECRET: randomBytes(32).toString("base64"),
    METSUKE_URL: url,
    METSUKE_DEMO: "0",
    METSUKE_OWNER_EMAIL: owner.email,
    METSUKE_OWNER_PASSWORD: owner.password,
    OPENAI_ADMIN_KEY: adminKey,
    OPENAI_BASE_URL: twin.url,
    METSUKE_DRAIN_SECONDS: "1",
    METSUKE_WARM_UP_SECONDS: "0",
    LOG_LEVEL: "debug",
  };
  await run(["--conditions=react-server", "prisma/seed.ts"], environment);
  const copies = await startCopies({ environment, folder });
  const served = [0, 0];
  const joined: Copy[] = [];
  const addWeb = async () => {
    const webPort = await findPort();
    const env = { ...environment, PORT: String(webPort), METSUKE_WARM_UP_SECONDS: "40" };
    const copy = start("web-joined", ["scripts/web.ts"], folder, `http://127.0.0.1:${webPort}`, env);
    joined.push(copy);
    await waitFor(`${copy.url}/api/health/ready`);
    return copy;
  };
  const proxy = await startProxy(port, copies.webs, served);
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on("error", () => undefined);
  return {
    url,
    ...copies,
    served,
    owner,
    databaseUrl: database.url,
    secrets: [adminKey, owner.password, environment.METSUKE_SECRET, new URL(database.url).password],
    sql: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows,
    addWeb,
    stop: async () => {
      proxy.closeAllConnections();
      proxy.close();
      await Promise.all([...copies.webs, ...joined, ...copies.workers].map(end));
      await pool.end();
      await twin.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
