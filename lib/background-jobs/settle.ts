import { localChange } from "#lib/audit/change.ts";
import type { ActorOrganization } from "#lib/auth/actor.ts";
import { jobActor } from "#lib/auth/job-actor.ts";
import { JobRefused, JobStopped, JobWait } from "#lib/background-jobs/errors.ts";
import { isDatabaseAway } from "#lib/background-jobs/is-database-away.ts";
import type { JobEnd } from "#lib/background-jobs/kind.ts";
import { pool } from "#lib/db-writer.ts";
import type { BackgroundJob } from "#lib/generated/prisma/client.ts";
import { log } from "#lib/log.ts";

/** Tries without a committed piece before a job that breaks for no known reason fails. */
const mostFailures = 5;
/** How long a job that waits for something (space, the database) is tried without a committed piece. */
const giveUpAfterMs = 6 * 3_600_000;
/** What a failed job made is kept for this long, so that it can be resumed. */
const failedKeptMs = 24 * 3_600_000;
const databaseAwayMs = 3_000;

/** The job is over and its result is kept; with its trail entry, or not at all. */
export async function finishJob(
  job: BackgroundJob,
  organization: ActorOrganization,
  { result, expiresAt }: JobEnd,
): Promise<void> {
  await localChange(
    {
      actor: jobActor(job.kind, organization),
      organizationId: organization.id,
      action: "job.finish",
      target: { kind: job.kind, id: job.id, label: job.label },
    },
    async (tx) => {
      const { count } = await tx.backgroundJob.updateMany({
        where: { id: job.id, state: "running" },
        data: { state: "done", result, finishedAt: new Date(), updatedAt: new Date(), expiresAt },
      });
      if (count === 0) throw new JobStopped("changed");
      return result;
    },
  );
}

/** Fails the job, with its trail entry; throws JobStopped where it was taken away meanwhile, and then neither is there. */
async function failJob(job: BackgroundJob, organization: ActorOrganization, code: string, message: string) {
  await localChange(
    {
      actor: jobActor(job.kind, organization),
      organizationId: organization.id,
      action: "job.fail",
      target: { kind: job.kind, id: job.id, label: job.label },
    },
    async (tx) => {
      const now = new Date();
      const { count } = await tx.backgroundJob.updateMany({
        where: { id: job.id, state: "running" },
        data: {
          state: "failed",
          lastErrorCode: code,
          lastErrorMessage: message,
          lastErrorAt: now,
          finishedAt: now,
          updatedAt: now,
          expiresAt: new Date(now.getTime() + failedKeptMs),
        },
      });
      if (count === 0) throw new JobStopped("changed");
      return { error: code, message };
    },
  );
}

/** Puts the job back for another try; how often it was tried, and since when nothing was committed, stay. */
async function putBack(id: string, code: string, message: string, afterMs: number): Promise<void> {
  await pool.query(
    `UPDATE background_jobs SET state = 'queued', failures = failures + 1, last_error_code = $2,
       last_error_message = $3, last_error_at = coalesce(last_error_at, clock_timestamp()),
       not_before = clock_timestamp() + $4 * interval '1 millisecond', updated_at = clock_timestamp()
     WHERE id = $1 AND state = 'running'`,
    [id, code, message, afterMs],
  );
}

/** The worker stops: another goes on at once. */
async function handOver(id: string): Promise<void> {
  await pool.query(
    "UPDATE background_jobs SET state = 'queued', not_before = NULL WHERE id = $1 AND state = 'running'",
    [id],
  );
}

/** The row as it stands after what this worker committed. */
async function triesOf(id: string): Promise<{ failures: number; since: Date }> {
  const { rows } = await pool.query<{ failures: number; since: Date }>(
    "SELECT failures, coalesce(last_error_at, now()) AS since FROM background_jobs WHERE id = $1",
    [id],
  );
  return rows[0] ?? { failures: 0, since: new Date() };
}

/**
 * Settles a run that did not end well: handed over, put back for another try, or failed with a sentence. A job that
 * somebody paused or cancelled meanwhile stays what they made of it.
 */
export async function settleBroken(
  job: BackgroundJob,
  organization: ActorOrganization,
  error: unknown,
): Promise<void> {
  try {
    await settle(job, organization, error);
  } catch (failure) {
    if (!(failure instanceof JobStopped)) throw failure;
  }
}

async function settle(job: BackgroundJob, organization: ActorOrganization, error: unknown): Promise<void> {
  if (error instanceof JobStopped) {
    if (error.reason === "stopping") await handOver(job.id);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof JobRefused) return failJob(job, organization, error.code, message);

  const { failures, since } = await triesOf(job.id);
  const isTooLong = Date.now() - since.getTime() > giveUpAfterMs;
  if (isDatabaseAway(error) && !isTooLong) return putBack(job.id, "databaseAway", message, databaseAwayMs);
  if (error instanceof JobWait && !isTooLong) return putBack(job.id, error.code, message, error.afterMs);

  log.error({ jobId: job.id, kind: job.kind, err: error }, "background job broke");
  const code = error instanceof JobWait ? error.code : "unexpected";
  if (!isTooLong && failures + 1 < mostFailures)
    return putBack(job.id, code, message, 1_000 * 4 ** Math.min(failures, 4));
  return failJob(job, organization, code, message);
}
