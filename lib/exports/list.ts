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
import type { Page, PageRequest } from "#lib/keyset/keyset.ts";
import { scoped } from "#lib/scoped.ts";

const pageSize = 25;

/** Where a page begins: after or before the export that was asked for at this moment. */
type Place = { at: Date; id: string; isBackwards: boolean };

const cursorShape = /^(\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function cursorOf(job: BackgroundJob | undefined): string | null {
  return job ? `${job.createdAt.getTime()}.${job.id}` : null;
}

/** A forged cursor reads as none: the page begins at the newest. */
function placeOf({ after, before }: PageRequest): Place | null {
  const [, at, id] = cursorShape.exec(after ?? before ?? "") ?? [];
  return at && id ? { at: new Date(Number(at)), id, isBackwards: after === null } : null;
}

function beyond({ at, id, isBackwards }: Place) {
  const way = isBackwards ? "gt" : "lt";
  return { OR: [{ createdAt: { [way]: at } }, { createdAt: at, id: { [way]: id } }] };
}

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
export async function listExports(
  actor: Actor,
  request: PageRequest = { after: null, before: null },
): Promise<Page<ListedExport>> {
  authorize(actor, "exports.read");
  const lacking = (Object.keys(permissions) as Permission[]).filter((name) => !can(actor, name));
  const place = placeOf(request);
  const isBackwards = place?.isBackwards ?? false;
  const direction = isBackwards ? "asc" : "desc";
  const found = await scoped(actor).backgroundJob.findMany({
    where: {
      kind: "export",
      ...(place && beyond(place)),
      ...(lacking.length > 0 && { NOT: { needs: { hasSome: lacking } } }),
    },
    orderBy: [{ createdAt: direction }, { id: direction }],
    take: pageSize + 1,
  });
  const hasMore = found.length > pageSize;
  const jobs = found.slice(0, pageSize);
  if (isBackwards) jobs.reverse();
  const now = new Date();
  return {
    rows: jobs.flatMap((job) => describe(actor, job, now)),
    next: isBackwards || hasMore ? cursorOf(jobs.at(-1)) : null,
    previous: (isBackwards ? hasMore : place !== null) ? cursorOf(jobs[0]) : null,
  };
}
