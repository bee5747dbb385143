import { cleanUpJobs } from "#lib/background-jobs/clean-up.ts";
import { runBackgroundJob } from "#lib/background-jobs/run.ts";
import { reconcileChanges } from "#lib/changes/reconcile.ts";
import { env } from "#lib/env.ts";
import type { JobName, JobPayload } from "#lib/jobs/queues.ts";
import { auditRollups } from "#lib/rollups/audit.ts";
import { rebuildRollups } from "#lib/rollups/rebuild.ts";
import { sliceBudgetMs } from "#lib/jobs/slice-budget.ts";
import { runSlice } from "#lib/sync/run-slice.ts";
import { pruneFacts } from "#lib/sync/retention/prune.ts";
import { prepareMonths } from "#lib/sync/windows/prepare-months.ts";

type JobContext = {
  /** The worker is asked to stop: end at the next good place. */
  signal: AbortSignal;
};

type Job<Name extends JobName> = {
  run: (payload: JobPayload<Name>, context: JobContext) => Promise<unknown>;
  /** How many of them one worker does at once. */
  concurrency: number;
  /** How many of one group (an organization) one worker does at once: whoever is slow leaves room for others. */
  groupConcurrency?: number;
  /** When it is sent by itself, in cron's words (UTC); once for all workers. */
  cron?: string;
};

/** Each slice keeps one connection and takes another now and then. */
const slicesAtOnce = Math.max(1, Math.min(4, Math.floor(env().DATABASE_POOL_SIZE / 2)));

export const jobs: { [Name in JobName]: Job<Name> } = {
  "sync-stream": {
    run: async ({ organizationId, kind, isForced }, { signal }) =>
      runSlice(organizationId, kind, { isForced, signal, budgetMs: await sliceBudgetMs(organizationId) }),
    concurrency: slicesAtOnce,
    groupConcurrency: Math.max(1, slicesAtOnce - 1),
  },
  "reconcile-changes": { run: async () => reconcileChanges(), concurrency: 1, cron: "* * * * *" },
  "rebuild-rollups": {
    run: async ({ organizationId }, { signal }) => rebuildRollups(organizationId, { signal }),
    concurrency: 1,
  },
  "check-rollups": {
    run: async (_payload, { signal }) => auditRollups(signal),
    concurrency: 1,
    cron: "41 3 * * *",
  },
  "prune-facts": {
    run: async (_payload, { signal }) => pruneFacts(signal),
    concurrency: 1,
    cron: "11 2 * * *",
  },
  "prepare-months": { run: prepareMonths, concurrency: 1, cron: "17 3 * * *" },
  "background-job": {
    run: async ({ jobId }, { signal }) => runBackgroundJob(jobId, { signal }),
    concurrency: 2,
  },
  "clean-up-jobs": { run: cleanUpJobs, concurrency: 1, cron: "*/2 * * * *" },
};
