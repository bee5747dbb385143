import type { Permission } from "#lib/auth/permissions.ts";
import type { ActorOrganization } from "#lib/auth/actor.ts";
import type { BackgroundJob } from "#lib/generated/prisma/client.ts";

/** What one piece of work changes, committed at once with the cursor that the next piece begins at. */
export type Piece = { cursor: object; done: number; total?: number | null };

export type JobContext = {
  job: BackgroundJob;
  organization: ActorOrganization;
  /**
   * Aborted as soon as somebody paused or cancelled the job, the worker is asked to stop, or the lease is lost.
   * Throw away the piece that is not committed and throw the signal's reason (signal.throwIfAborted()).
   */
  signal: AbortSignal;
  /** Commits a piece; throws JobStopped where the job is no longer this worker's, and then nothing is committed. */
  commit: (piece: Piece) => Promise<void>;
};

/** How a job ended: the result is kept with it until expiresAt, when discard clears away what was made. */
export type JobEnd = { result: object; expiresAt: Date };

/**
 * One kind of long work. To add one: name it in kinds.ts, describe it in a file of its own, put it into
 * registry.ts, and leave jobs with askForJob from a verb of yours that authorizes. The rules:
 * work in pieces of a few seconds; everything before cursor is done and durable, everything after it is not;
 * a run begins at job.cursor, whoever had been at it; a piece that was not committed may be done again.
 */
export type JobKind = {
  /** Who may pause, resume and cancel: what they asked for themselves, and what others did. */
  permissions: { own: Permission; others: Permission };
  run: (context: JobContext) => Promise<JobEnd>;
  /** Clears away what the job made: after it was cancelled, deleted or expired. Safe to call twice. */
  discard: (job: Pick<BackgroundJob, "id" | "organizationId">) => Promise<void>;
  /** Clears away what belongs to no job any more. */
  sweep?: () => Promise<void>;
};
