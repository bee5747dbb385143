import type { JobKind } from "#lib/background-jobs/kind.ts";
import type { JobKindName } from "#lib/background-jobs/kinds.ts";
import { compareJob } from "#lib/sync/compare/job.ts";
import { exportJob } from "#lib/exports/job.ts";

export const jobRegistry: Record<JobKindName, JobKind> = {
  export: exportJob,
  compare: compareJob,
};

/** The kind that a row names; undefined for one of a version that is gone. */
export function kindOf(name: string): JobKind | undefined {
  return Object.entries(jobRegistry).find(([key]) => key === name)?.[1];
}
