/** Why a worker has to let go of a job that is not over. */
export type StopReason = "changed" | "stopping" | "lost";

/** Thrown through a job's run when the job is no longer this worker's: paused, cancelled, or the worker stops. */
export class JobStopped extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(`The job was let go: ${reason}.`);
    this.name = "JobStopped";
    this.reason = reason;
  }
}

/**
 * The job cannot go on at the moment and is tried again by itself: a full disk, a database that is away.
 * code is a key of exports.waiting.*; after giveUpAfterMs without a committed piece the job fails with it.
 */
export class JobWait extends Error {
  readonly code: string;
  readonly afterMs: number;

  constructor(code: string, message: string, afterMs: number, options?: ErrorOptions) {
    super(message, options);
    this.name = "JobWait";
    this.code = code;
    this.afterMs = afterMs;
  }
}

/** The job can never succeed: it fails at once, with this code and without another try. */
export class JobRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "JobRefused";
    this.code = code;
  }
}
