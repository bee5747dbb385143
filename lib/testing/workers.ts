import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { migrateDatabase } from "#scripts/database/migrate.ts";
import type { Cluster } from "#scripts/postgres/start.ts";
import { startPostgres } from "#scripts/postgres/start.ts";

/**
 * A Postgres and a folder of its own for a test that breaks things. Sets the environment: import what reads it
 * (lib/db-writer.ts, lib/env.ts) afterwards.
 */
export async function startOwnHouse() {
  const dir = mkdtempSync(join(tmpdir(), "metsuke-house-"));
  let cluster: Cluster = await startPostgres({ dataDir: join(dir, "data"), durable: false });
  await migrateDatabase(cluster.url);
  Object.assign(process.env, { DATABASE_URL: cluster.url, METSUKE_EXPORTS_DIR: join(dir, "exports") });
  const workers = new Set<ChildProcess>();
  return {
    dir,
    restartPostgres: async () => {
      await cluster.stop();
      cluster = await startPostgres({ dataDir: join(dir, "data"), durable: false, port: cluster.port });
    },
    /** largestFile: so many kilobytes may a file of the worker's have, and no more. */
    startWorker: (env: Record<string, string> = {}, largestFile?: number) => {
      const words = [process.execPath, "--conditions=react-server", "lib/jobs/main.ts"];
      const limited = ["sh", "-c", `ulimit -f ${(largestFile ?? 0) * 2}; exec "$@"`, "sh", ...words];
      const [program = "", ...rest] = largestFile === undefined ? words : limited;
      const worker = spawn(program, rest, {
        env: { ...process.env, ...env, LOG_LEVEL: "fatal" },
        stdio: ["ignore", "ignore", "inherit"],
      });
      workers.add(worker);
      worker.once("exit", () => workers.delete(worker));
      return worker;
    },
    stop: async () => {
      for (const worker of workers) worker.kill("SIGKILL");
      await cluster.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/**
 * Ends a worker in order and waits for it; its exit code. One that has only just been started is let come to its senses
 * first: while its modules are still read, any signal simply ends it.
 */
export async function stopWorker(worker: ChildProcess): Promise<number | null> {
  const { pool } = await import("#lib/db-writer.ts");
  await until("the worker has given a sign of life", async () => {
    const { rowCount } = await pool.query("SELECT 1 FROM workers WHERE pid = $1", [worker.pid]);
    return rowCount === 1;
  });
  worker.kill("SIGTERM");
  const [code] = (await once(worker, "exit")) as [number | null];
  return code;
}

/** Waits until something is so; a database that is away counts as "not yet". */
export async function until(what: string, isSo: () => Promise<boolean>, ms = 120_000): Promise<void> {
  const endsAt = Date.now() + ms;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > endsAt) throw new Error(`It did not come to this: ${what}.`);
    await sleep(25);
  }
}
