import { setTimeout as sleep } from "node:timers/promises";
import { PgBoss } from "pg-boss";
import { env } from "#lib/env.ts";
import { sendDueBackgroundJobs } from "#lib/background-jobs/send-due.ts";
import { doJob } from "#lib/jobs/do-job.ts";
import { closeQueue, prepareQueues } from "#lib/jobs/queue.ts";
import type { JobName } from "#lib/jobs/queues.ts";
import { jobNames } from "#lib/jobs/queues.ts";
import { jobs } from "#lib/jobs/registry.ts";
import { sendDueStreams } from "#lib/jobs/send-due.ts";
import { giveSignsOfLife } from "#lib/jobs/sign-of-life.ts";
import { log } from "#lib/log.ts";
import { requestStale } from "#lib/rollups/request-stale.ts";
import { prepareMonths } from "#lib/sync/windows/prepare-months.ts";

/** How often the schedule is looked through. */
const scheduleEveryMs = 2_000;
/** How long a job may take to come to a good place once the worker is asked to stop. */
const graceMs = 25_000;

function openBoss(): PgBoss {
  const boss = new PgBoss({
    connectionString: env().DATABASE_URL,
    application_name: "metsuke jobs",
    max: 4,
    useListenNotify: true,
    // A job whose worker died is found within these and its heartbeat: half a minute in all.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    // How often jobs that are over are cleared away.
    maintenanceIntervalSeconds: 300,
    instanceName: "worker",
  });
  boss.on("error", (error) => log.warn({ err: error }, "job queue"));
  return boss;
}

async function takeJobs<Name extends JobName>(boss: PgBoss, name: Name, signal: AbortSignal): Promise<void> {
  const { run, concurrency, groupConcurrency } = jobs[name];
  const options = {
    localConcurrency: concurrency,
    ...(groupConcurrency !== undefined && { localGroupConcurrency: groupConcurrency }),
    pollingIntervalSeconds: 1,
    notifyPollingIntervalSeconds: 2,
  };
  await boss.work<object>(name, options, async (batch) => {
    for (const job of batch) await doJob(name, job, (payload) => run(payload, { signal }));
  });
  if (jobs[name].cron) await boss.schedule(name, jobs[name].cron, {});
}

/** Looks through the schedule until the worker stops; a database that is away for a while is waited for. */
async function keepSchedule(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const sent = (await sendDueStreams()) + (await sendDueBackgroundJobs());
      if (sent > 0) log.debug({ sent }, "jobs sent");
    } catch (error) {
      log.warn({ err: error }, "the schedule could not be looked through");
    }
    await sleep(scheduleEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

export type Worker = { stop: () => Promise<void> };

/** Starts a worker in this process. Any number may run against one database. */
export async function startWorker(): Promise<Worker> {
  const stopping = new AbortController();
  const boss = openBoss();
  await boss.start();
  await prepareQueues(boss);
  await prepareMonths();
  const life = giveSignsOfLife();
  for (const name of jobNames) await takeJobs(boss, name, stopping.signal);
  const schedule = keepSchedule(stopping.signal);
  // After an upgrade rollups may lack what they now hold.
  await requestStale();
  log.info({ jobs: jobNames }, "worker ready");

  return {
    stop: async () => {
      stopping.abort();
      await schedule;
      await boss.stop({ graceful: true, timeout: graceMs });
      await life.stop();
      await closeQueue();
    },
  };
}
