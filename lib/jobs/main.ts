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

/** Undefined where it was asked to stop before it could start. */
async function start(stopping: AbortSignal): Promise<Worker | undefined> {
  const endsAt = performance.now() + patienceMs;
  while (!stopping.aborted) {
    try {
      return await startWorker();
    } catch (error) {
      if (performance.now() > endsAt) throw error;
      log.warn({ err: error }, "the worker could not start yet");
      await sleep(2_000, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}

/** Where a worker is watched, if anywhere: it can be before it has found its database. */
async function serve(): Promise<void> {
  const { METSUKE_WORKER_PORT: port, HOST: host } = env();
  if (port !== undefined) noteServer(await serveWorker(port, host));
}

async function stop(signal: string, starting: Promise<Worker | undefined>): Promise<void> {
  log.info({ signal }, "worker stopping");
  const drained = drain({ noticeMs: 0, graceMs: 1_000, lastWordsMs: 0 });
  const worker = await starting.catch(() => undefined);
  await worker?.stop();
  await drained;
  await writer.$disconnect();
  await pool.end();
  log.info("worker stopped");
  process.exit(0);
}

/** Before anything is started: who is stopped while it starts ends in order, too. A second signal ends it at once. */
function endInOrder(stopping: AbortController, starting: Promise<Worker | undefined>): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(1);
      stopping.abort();
      stop(signal, starting).catch((error: unknown) => {
        log.error({ err: error }, "the worker could not stop in order");
        process.exit(1);
      });
    });
  }
}

async function main(): Promise<void> {
  nameProcess("worker");
  const stopping = new AbortController();
  const starting = serve().then(() => start(stopping.signal));
  endInOrder(stopping, starting);
  await starting;
}

main().catch((error: unknown) => {
  log.fatal({ err: error }, "the worker could not start");
  process.exit(1);
});
