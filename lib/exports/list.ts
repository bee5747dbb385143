import type { Actor } from "#lib/auth/actor.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { authorize, can, permissions } from "#lib/auth/permissions.ts";
import type { JobStatus } from "#lib/background-jobs/describe.ts";
import { describeJob } from "#lib/background-jobs/describe.ts";
import { signLink } from "#lib/exports/link.ts";
import { ExportOptions } from "#lib/exports/options.ts";
import { ExportResult } from "#lib/exports/result.ts";
import type { SetName } from "#lib/exports/set-names.ts";
import type { BackgroundJob } from "#lib/generated/prisma/client.ts";
import { scoped } from "#lib/scoped.ts";

/** The newest ones are listed; older ones are over and soon cleared away. */
const mostListed = 100;

export type ListedFile = {
  set: SetName;
  name: string;
  rows: number;
  bytes: number;
  sha256: string;
  href: string;
};

/** Moments are ISO strings: the same object goes to the browser. */
export type ListedExport = JobStatus & {
  sets: SetName[];
  format: "csv" | "jsonl";
  from: string | null;
  through: string | null;
  isFiltered: boolean;
  /** When what it holds was read; null while it is not finished. */
  readAt: string | null;
  files: ListedFile[];
  manifestHref: string | null;
  mayChange: boolean;
};

function filesOf(actor: Actor, job: BackgroundJob): Pick<ListedExport, "files" | "manifestHref" | "readAt"> {
  const result = ExportResult.safeParse(job.result);
  if (!result.success || !job.expiresAt || job.expiresAt <= new Date() || job.clearedAt)
    return { files: [], manifestHref: null, readAt: null };
  const link = signLink({ organizationId: job.organizationId, exportId: job.id }, job.expiresAt);
  const href = (name: string) => `/o/${actor.organization.slug}/exports/${job.id}/${name}?link=${link}`;
  const files = result.data.files.map(({ pieces: _pieces, ...file }) => ({ ...file, href: href(file.set) }));
  return { files, manifestHref: href("manifest"), readAt: result.data.moments[0]?.at ?? null };
}

function describe(actor: Actor, job: BackgroundJob, now: Date): ListedExport[] {
  const options = ExportOptions.safeParse(job.input);
  // One of a version whose options this one does not know.
  if (!options.success) return [];
  const { sets, format, from, through, audit } = options.data;
  return [
    {
      ...describeJob(job, now),
      ...filesOf(actor, job),
      ...{ sets, format, from, through },
      isFiltered: Object.keys(audit).length > 0,
      mayChange: can(actor, job.askedById === actor.id ? "exports.create" : "exports.manage"),
    },
  ];
}

/** The exports that hold nothing the actor may not read, whoever asked for them, newest first. */
export async function listExports(actor: Actor): Promise<ListedExport[]> {
  authorize(actor, "exports.read");
  const lacking = (Object.keys(permissions) as Permission[]).filter((name) => !can(actor, name));
  const jobs = await scoped(actor).backgroundJob.findMany({
    where: { kind: "export", ...(lacking.length > 0 && { NOT: { needs: { hasSome: lacking } } }) },
    orderBy: { createdAt: "desc" },
    take: mostListed,
  });
  const now = new Date();
  return jobs.flatMap((job) => describe(actor, job, now));
}
