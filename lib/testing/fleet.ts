import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { adminKeyPlace } from "#lib/organizations/admin-key.ts";
import { seal } from "#lib/secrets/seal.ts";
import { urlOf, withClient } from "#lib/testing/template.ts";

/** A console of its own for tests of several processes: a database, organizations, workers. */
export type Fleet = {
  pool: pg.Pool;
  /** An organization connected to a twin. */
  connect: (twin: { url: string }, slug?: string) => Promise<{ id: string }>;
  startWorker: () => ChildProcess;
  /** Another process on the same database. */
  start: (script: string, words?: string[]) => ChildProcess;
  stop: () => Promise<void>;
};

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: tests run under vitest.`);
  return value;
}

/** Starts with an empty, migrated database; stop ends the workers and drops it. */
export async function startFleet(): Promise<Fleet> {
  const server = required("TEST_DATABASE_SERVER_URL");
  const name = `fleet_${randomUUID().replaceAll("-", "")}`;
  await withClient(server, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${required("TEST_DATABASE_TEMPLATE")}`),
  );
  const url = urlOf(server, name);
  const pool = new pg.Pool({ connectionString: url, max: 3 });
  const workers = new Set<ChildProcess>();
  const start = (script: string, words: string[] = []) => {
    const child = spawn(process.execPath, ["--conditions=react-server", script, ...words], {
      env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: "fatal" },
      stdio: "ignore",
    });
    workers.add(child);
    return child;
  };
  return {
    pool,
    connect: async (twin, slug = "sandbox") => {
      const id = randomUUID();
      await pool.query(
        `INSERT INTO organizations (id, slug, name, base_url, time_zone, sealed_admin_key)
         VALUES ($1, $2, $2, $3, 'Asia/Tokyo', $4)`,
        [id, slug, twin.url, seal("sk-admin-twin", adminKeyPlace(id))],
      );
      return { id };
    },
    startWorker: () => start("lib/jobs/main.ts"),
    start,
    stop: async () => {
      for (const worker of workers) {
        if (worker.exitCode !== null || worker.signalCode !== null) continue;
        worker.kill("SIGKILL");
        await once(worker, "exit");
      }
      await pool.end();
      await withClient(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

/** Waits until something is so; a database that is away meanwhile counts as "not yet". */
export async function until(what: string, isSo: () => Promise<boolean>, ms = 150_000): Promise<void> {
  const endsAt = Date.now() + ms;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > endsAt) throw new Error(`It did not come to this: ${what}.`);
    await sleep(200);
  }
}
