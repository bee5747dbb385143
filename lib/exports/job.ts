import { jobActor } from "#lib/auth/job-actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { JobRefused, JobWait } from "#lib/background-jobs/errors.ts";
import type { JobContext, JobEnd, JobKind } from "#lib/background-jobs/kind.ts";
import { db } from "#lib/db.ts";
import { env } from "#lib/env.ts";
import { finishExport } from "#lib/exports/finish.ts";
import { folderOf } from "#lib/exports/names.ts";
import { ExportOptions } from "#lib/exports/options.ts";
import { ExportProgress, rowsOfFile } from "#lib/exports/progress.ts";
import { countSet } from "#lib/exports/read-piece.ts";
import { dataSets } from "#lib/exports/sets.ts";
import { withSnapshot } from "#lib/exports/snapshot.ts";
import type { Snapshot } from "#lib/exports/snapshot.ts";
import { exportStore, StoreFull } from "#lib/exports/store.ts";
import { sweepExports } from "#lib/exports/sweep.ts";
import type { Writing } from "#lib/exports/write-set.ts";
import { readingOf, writeSet } from "#lib/exports/write-set.ts";

const dayMs = 86_400_000;
const diskFullMs = 30_000;

/** Whoever asked must still be allowed to when the work is done. */
async function refuseIfNoLongerAllowed(
  { job, organization }: JobContext,
  { sets }: ExportOptions,
): Promise<void> {
  const grants = await db.grant.findMany({
    where: {
      userId: job.askedById,
      user: { disabledAt: null },
      OR: [{ organizationId: organization.id }, { organizationId: null }],
    },
  });
  const role = (grants.find(({ organizationId }) => organizationId !== null) ?? grants[0])?.role;
  const mayAll =
    role !== undefined &&
    sets.every((set) => dataSets[set].needs.every((permission) => can({ role }, permission)));
  if (!mayAll)
    throw new JobRefused("permissionLost", `${job.askedByLabel} may no longer read what was asked for.`);
}

function progressOf({ job }: JobContext, { sets }: ExportOptions): ExportProgress {
  if (job.cursor !== null) return ExportProgress.parse(job.cursor);
  const files = sets.map((set) => ({ set, pieces: [], segment: null, last: null, isComplete: false }));
  return { total: null, moments: [], files };
}

/** Writes down that from here on the rows are of this moment. */
function markMoment(progress: ExportProgress, { moment }: Snapshot): void {
  const file = progress.files.find(({ isComplete }) => !isComplete);
  if (file) progress.moments.push({ at: moment, set: file.set, fromRow: rowsOfFile(file) });
}

async function count(writing: Writing): Promise<void> {
  let total = 0;
  for (const file of writing.progress.files)
    total += await countSet(writing.snapshot, await readingOf(writing, file));
  writing.progress.total = total;
  await writing.context.commit({ cursor: writing.progress, done: 0, total });
}

async function run(context: JobContext): Promise<JobEnd> {
  const options = ExportOptions.parse(context.job.input);
  await refuseIfNoLongerAllowed(context, options);
  const progress = progressOf(context, options);
  const store = exportStore();
  const actor = jobActor("export", context.organization);
  try {
    if (progress.files.some(({ isComplete }) => !isComplete)) {
      await withSnapshot(context.signal, async (snapshot) => {
        const writing = { context, actor, options, progress, snapshot };
        markMoment(progress, snapshot);
        if (progress.total === null) await count(writing);
        for (const file of progress.files) await writeSet(writing, file);
      });
    }
    const result = await finishExport(context, store, options, progress);
    return { result, expiresAt: new Date(Date.now() + env().METSUKE_EXPORTS_DAYS * dayMs) };
  } catch (error) {
    if (error instanceof StoreFull)
      throw new JobWait("diskFull", error.message, diskFullMs, { cause: error });
    throw error;
  }
}

/** Exports: data sets written to the store in pieces, all of one moment unless they were interrupted. */
export const exportJob: JobKind = {
  permissions: { own: "exports.create", others: "exports.manage" },
  run,
  discard: async (job) => exportStore().remove(folderOf(job)),
  sweep: sweepExports,
};
