import type { BackgroundJob } from "#lib/generated/prisma/client.ts";
import type { JobState } from "#lib/generated/prisma/enums.ts";

/** "waiting": it could not go on and is tried again by itself at notBefore; "expired": what it made is gone. */
export type JobPhase = JobState | "waiting" | "expired";

/** Moments are ISO strings: the same object goes to the browser. */
export type JobStatus = {
  id: string;
  kind: string;
  label: string;
  phase: JobPhase;
  askedBy: string;
  createdAt: string;
  finishedAt: string | null;
  expiresAt: string | null;
  notBefore: string | null;
  done: number;
  total: number | null;
  unit: string;
  /** Units a second since it began or went on, turns at upstream waited for; null while nothing runs or can be told yet. */
  rate: number | null;
  secondsLeft: number | null;
  error: { code: string; message: string } | null;
};

function phaseOf(job: BackgroundJob, now: Date): JobPhase {
  if (job.state === "done" && (job.clearedAt || (job.expiresAt && job.expiresAt <= now))) return "expired";
  return job.state === "queued" && job.lastErrorCode ? "waiting" : job.state;
}

function rateOf(job: BackgroundJob): number | null {
  const isPaced = job.state === "queued" && job.lastErrorCode === "paced";
  if (!job.stretchAt || (job.state !== "running" && !isPaced)) return null;
  const seconds = (job.updatedAt.getTime() - job.stretchAt.getTime()) / 1000;
  const done = Number(job.progressDone - job.stretchDone);
  return seconds > 0 && done > 0 ? done / seconds : null;
}

export function describeJob(job: BackgroundJob, now: Date): JobStatus {
  const done = Number(job.progressDone);
  const total = job.progressTotal === null ? null : Number(job.progressTotal);
  const rate = rateOf(job);
  const code = job.lastErrorCode;
  return {
    id: job.id,
    kind: job.kind,
    label: job.label,
    phase: phaseOf(job, now),
    askedBy: job.askedByLabel,
    createdAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
    expiresAt: job.expiresAt?.toISOString() ?? null,
    notBefore: job.notBefore?.toISOString() ?? null,
    done,
    total,
    unit: job.progressUnit,
    rate,
    secondsLeft: rate && total !== null ? Math.max(0, Math.ceil((total - done) / rate)) : null,
    error: code ? { code, message: job.lastErrorMessage ?? "" } : null,
  };
}
