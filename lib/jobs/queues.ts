import type { QueueOptions, QueuePolicy } from "pg-boss";
import { z } from "zod";
import { streamKinds } from "#lib/sync/kinds.ts";

/** What each job is given. A job of a version that is being replaced may still arrive: only add optional fields. */
export const jobPayloads = {
  /** One slice of a stream. isForced: begins a run even if none is due ("Sync now"). */
  "sync-stream": z.object({
    organizationId: z.uuid(),
    kind: z.enum(streamKinds),
    isForced: z.boolean().default(false),
  }),
  "reconcile-changes": z.object({}),
  /** The organization moved to another time zone: its days begin elsewhere. */
  "rebuild-rollups": z.object({ organizationId: z.uuid() }),
  /** Compares rollups with their rows, and has those built anew that differ. */
  "check-rollups": z.object({}),
  "prepare-months": z.object({}),
  /** Removes the facts that organizations no longer keep. */
  "prune-facts": z.object({}),
  /** A background job that waits, or whose worker died. */
  "background-job": z.object({ jobId: z.uuid() }),
  "clean-up-jobs": z.object({}),
};

export type JobName = keyof typeof jobPayloads;
export type JobPayload<Name extends JobName> = z.output<(typeof jobPayloads)[Name]>;

export const jobNames = Object.keys(jobPayloads) as JobName[];

type Queue = QueueOptions & { policy: QueuePolicy; notify: boolean };

/** A worker that dies stops its heartbeat: its job is failed and sent again within a minute. */
const usual: Queue = {
  // One waiting job for each key; what is running does not keep the next one from being sent.
  policy: "short",
  notify: true,
  heartbeatSeconds: 20,
  expireInSeconds: 300,
  retentionSeconds: 3_600,
  deleteAfterSeconds: 300,
  retryLimit: 2,
  retryDelay: 5,
};

export const queueOptions: Record<JobName, Queue> = {
  // One waiting or running job for each stream; not retried, as the schedule sends it again as soon as it is due.
  "sync-stream": { ...usual, policy: "exclusive", retryLimit: 0 },
  "reconcile-changes": { ...usual, policy: "exclusive", retryLimit: 0 },
  "prepare-months": { ...usual, policy: "exclusive" },
  "prune-facts": { ...usual, policy: "exclusive", expireInSeconds: 7_200 },
  "rebuild-rollups": { ...usual, expireInSeconds: 3_600 },
  // As for streams; the shortest heartbeat, so that another worker goes on soon after one died.
  "background-job": {
    ...usual,
    policy: "exclusive",
    retryLimit: 0,
    heartbeatSeconds: 10,
    expireInSeconds: 86_000,
  },
  "clean-up-jobs": { ...usual, policy: "exclusive", retryLimit: 0 },
  "check-rollups": { ...usual, policy: "exclusive", expireInSeconds: 3_600 },
};
