/** `npm run worker`: does the jobs of the console until it is asked to stop (SIGTERM, SIGINT). */
import { setTimeout as sleep } from "node:timers/promises";
import { pool, writer } from "#lib/db-writer.ts";
import { env } from "#lib/env.ts";
import { serveWorker } from "#lib/health/serve-worker.ts";
import type { Worker } from "#lib/jobs/worker.ts";
import { startWorker } from "#lib/jobs/worker.ts";
import { log } from "#lib/log.ts";
import { nameProcess } from "#lib/metrics/registry.ts";
import { drain, noteServer } from "#lib/shutdown.ts";

/** How long the database may be away at the start. */
const patienceMs = 60_000;

async function start(): Promise<Worker> {
  const endsAt = performance.now() + patienceMs;
  while (true) {
    try {
      return await startWorker();
    } catch (error) {
      if (performance.now() > endsAt) throw error;
      log.warn({ err: error }, "the worker could not start yet");
      await sleep(2_000);
    }
  }
}

/** Where a worker is watched, if anywhere: it can be before it has found its database. */
async function serve(): Promise<void> {
  const { METSUKE_WORKER_PORT: port, HOST: host } = env();
  if (port !== undefined) noteServer(await serveWorker(port, host));
}

async function main(): Promise<void> {
  nameProcess("worker");
  await serve();
  const worker = await start();
  let isStopping = false;
  const stop = async (signal: string) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal }, "worker stopping");
    const drained = drain({ noticeMs: 0, graceMs: 1_000, lastWordsMs: 0 });
    await worker.stop();
    await drained;
    await writer.$disconnect();
    await pool.end();
    log.info("worker stopped");
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      stop(signal).catch((error: unknown) => {
        log.error({ err: error }, "the worker could not stop in order");
        process.exit(1);
      });
    });
  }
}

main().catch((error: unknown) => {
  log.fatal({ err: error }, "the worker could not start");
  process.exit(1);
});
