import type { ExportResult } from "#lib/exports/result.ts";
import type { BackgroundJob } from "#lib/generated/prisma/client.ts";

type Exported = Pick<BackgroundJob, "id" | "askedByLabel" | "createdAt" | "finishedAt">;

/** What goes with the files: of what moment they are, what was asked for, and how to check that they are whole. */
export function manifestOf(job: Exported, organization: { slug: string }, result: ExportResult): object {
  const { sets: _sets, ...options } = result.options;
  return {
    export: job.id,
    organization: organization.slug,
    askedBy: job.askedByLabel,
    askedAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
    // More than one moment only where the export was interrupted: from that row on, the file is of that moment.
    readAt: result.moments.map(({ at, set, fromRow }) => ({ moment: at, fromSet: set, fromRow })),
    options,
    files: result.files.map(({ set, name, rows, bytes, sha256 }) => ({ set, name, rows, bytes, sha256 })),
  };
}
