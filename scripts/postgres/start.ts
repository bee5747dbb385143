import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Failure } from "../system/failure.ts";
import { findPort, isFree } from "../system/find-port.ts";
import { commandOf, identify } from "../system/identify.ts";
import { waitForEnd } from "../system/stop.ts";
import type { Account } from "./account.ts";
import { accountFor, clusterDirFor } from "./account.ts";
import { initializeCluster, passwordOf, superuser } from "./initialize.ts";
import { installServer } from "./install.ts";

export type Cluster = {
  url: string;
  port: number;
  child: ChildProcess;
  urlOf(database: string): string;
  stop(): Promise<void>;
};
type Place = {
  clusterDir: string;
  pgdata: string;
  server: string;
  account: Account | undefined;
  port: number;
};
type Options = {
  dataDir: string;
  /** False: may lose what it holds when the machine stops. */
  durable?: boolean;
  /** Must be had; without it, the port of the last time or another free one. */
  port?: number;
};

const logLimitBytes = 20_000_000;
const startDeadline = 600_000;

/** Settings for a database whose loss costs nothing but a test run. */
const carefree = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

function settings(port: number, durable: boolean): string[] {
  const all = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=256MB",
    "timezone=UTC",
    "log_timezone=UTC",
    "jit=off",
    ...(durable ? [] : carefree),
  ];
  return all.flatMap((setting) => ["-c", setting]);
}

/** Ends the server that a killed launcher left over the same cluster. */
async function endLeftover(pgdata: string): Promise<void> {
  const lockFile = join(pgdata, "postmaster.pid");
  if (!existsSync(lockFile)) return;
  const pid = Number(readFileSync(lockFile, "utf8").split("\n")[0]);
  const identity = identify(pid);
  if (!identity || !commandOf(pid).includes(pgdata)) return;
  for (const [name, patience] of [
    ["SIGINT", 20_000],
    ["SIGQUIT", 5000],
    ["SIGKILL", 5000],
  ] as const) {
    process.kill(pid, name);
    if (await waitForEnd(identity, patience)) return;
  }
}

async function choosePort(clusterDir: string): Promise<number> {
  const file = join(clusterDir, "port");
  const recorded = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  const port = recorded > 0 && (await isFree(recorded, "127.0.0.1")) ? recorded : await findPort();
  writeFileSync(file, String(port));
  return port;
}

function launch({ clusterDir, pgdata, server, account, port }: Place, durable: boolean): ChildProcess {
  const path = join(clusterDir, "postgres.log");
  if (existsSync(path) && statSync(path).size > logLimitBytes) truncateSync(path);
  const log = openSync(path, "a");
  const child = spawn(join(server, "bin/postgres"), ["-D", pgdata, ...settings(port, durable)], {
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
    env: { NODE_ENV: "production", LC_ALL: "C", TZ: "UTC" },
    ...account,
  });
  child.on("error", () => undefined);
  closeSync(log);
  return child;
}

function lastWords(clusterDir: string): string {
  const lines = readFileSync(join(clusterDir, "postgres.log"), "utf8").trim().split("\n").slice(-20);
  return lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? "it said nothing";
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Starts the server and waits for an answer. After kill -9 of an earlier one its backends hold the shared
 * memory for a moment, and a new server refuses: that is tried again for some seconds.
 */
async function launchUntilReady(place: Place, url: string, durable: boolean): Promise<ChildProcess> {
  const startedAt = Date.now();
  for (;;) {
    const child = launch(place, durable);
    while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      if (await answers(url)) return child;
      if (Date.now() - startedAt > startDeadline) child.kill("SIGKILL");
      await sleep(50);
    }
    if (Date.now() - startedAt > 20_000) {
      throw new Failure(`The built-in Postgres doesn't start: ${lastWords(place.clusterDir)}`);
    }
    await sleep(300);
  }
}

async function stopServer(child: ChildProcess): Promise<void> {
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (!identity) return;
  // SIGINT is Postgres' fast shutdown: it ends sessions and writes a checkpoint.
  child.kill("SIGINT");
  if (await waitForEnd(identity, 30_000)) return;
  child.kill("SIGQUIT");
  await waitForEnd(identity, 5000);
}

export async function stopLeftover(dataDir: string): Promise<void> {
  await endLeftover(join(clusterDirFor(dataDir), "pgdata"));
}

export async function startPostgres({ dataDir, durable = true, port: fixed }: Options): Promise<Cluster> {
  const clusterDir = clusterDirFor(dataDir);
  mkdirSync(clusterDir, { recursive: true });
  const server = await installServer(clusterDir);
  const account = accountFor(clusterDir);
  const pgdata = await initializeCluster(clusterDir, server, account);
  await endLeftover(pgdata);
  const port = fixed ?? (await choosePort(clusterDir));
  const urlOf = (database: string) =>
    `postgres://${superuser}:${passwordOf(clusterDir)}@127.0.0.1:${port}/${database}`;
  const place = { clusterDir, pgdata, server, account, port };
  const child = await launchUntilReady(place, urlOf("postgres"), durable);
  return { url: urlOf("postgres"), port, urlOf, child, stop: () => stopServer(child) };
}
