import { checkWorkers } from "#lib/health/check-workers.ts";
import { countJobs } from "#lib/metrics/count-jobs.ts";
import { db } from "#lib/db.ts";
import { describeStream } from "#lib/streams/describe.ts";
import { streamKinds } from "#lib/sync/kinds.ts";
import type { Check, Verdict } from "./finding.ts";
import { duration, fail, ok, warn } from "./finding.ts";
import { checkUpstream } from "./upstream.ts";

const oldJobSeconds = 300;

async function checkAlive(): Promise<Verdict> {
  const { alive, lastSeenAt } = await checkWorkers();
  if (alive > 0) return ok(`${alive} alive`);
  const last = lastSeenAt
    ? `the last was seen at ${lastSeenAt.toISOString()}`
    : "those that ran were stopped, if any did";
  return fail(`none is alive; ${last}`, "Start one with npm run worker: nothing is mirrored without.");
}

async function checkQueue(): Promise<Verdict> {
  const waiting = (await countJobs()).filter(({ state }) => state === "created" || state === "retry");
  const count = waiting.reduce((sum, { jobs }) => sum + jobs, 0);
  const oldest = waiting.reduce((most, { oldestSeconds }) => Math.max(most, oldestSeconds), 0);
  const says = `${count} jobs wait, the oldest for ${duration(oldest)}`;
  return oldest < oldJobSeconds ? ok(says) : warn(says, "Add a worker, or see in its log what keeps it.");
}

/** Each connected organization by its own name: this is read on the machine, not over the network. */
async function checkStreams(): Promise<Verdict[]> {
  const organizations = await db.organization.findMany({
    where: { status: { not: "disconnected" } },
    select: { slug: true, status: true, streams: true },
    orderBy: { slug: "asc" },
  });
  if (organizations.length === 0) return [ok("no organization is connected")];
  return organizations.map(({ slug, status, streams }) => {
    if (status === "refused") return fail(`${slug}: the admin key is refused`, "Replace it under Settings.");
    const rows = new Map(streams.map((stream) => [stream.kind, stream]));
    const states = streamKinds.map((kind) => describeStream(kind, rows.get(kind), new Date()));
    const failing = states.filter(({ health }) => health === "failing");
    const late = states.filter(({ health }) => health === "stale" || health === "never");
    const named = failing.map(({ kind, error }) => `${kind} (${error?.message ?? "?"})`).join("; ");
    if (failing.length > 0) return fail(`${slug}: failing: ${named}`, "See Settings, Streams, for each.");
    if (late.length > 0)
      return warn(
        `${slug}: late: ${late.map(({ kind }) => kind).join(", ")}`,
        "See that a worker runs and is not held back.",
      );
    return ok(`${slug}: ${states.length} streams, none failing or late`);
  });
}

async function checkBlindness(): Promise<Verdict> {
  const open = await db.blindPeriod.count({ where: { outcome: "open" } });
  const lost = await db.blindPeriod.count({ where: { outcome: "lost" } });
  if (open + lost === 0) return ok("nothing was missed");
  const says = `${open} times that are not read yet, ${lost} that never will be`;
  return warn(says, "See Settings, Streams: what happened then may be missing from every figure.");
}

async function checkRollups(): Promise<Verdict[]> {
  const { checkRollups: check } = await import("#lib/rollups/check.ts");
  const organizations = await db.organization.findMany({
    where: { status: { not: "disconnected" } },
    select: { id: true, slug: true },
  });
  const verdicts: Verdict[] = [];
  for (const { id, slug } of organizations) {
    const wrong = await check(id);
    const named = wrong.slice(0, 5).map(({ of, month }) => `${of} ${month.slice(0, 7)}`);
    verdicts.push(
      wrong.length === 0
        ? ok(`${slug}: equal to the rows they were made of`)
        : fail(
            `${slug}: ${wrong.length} months differ: ${named.join(", ")}`,
            "Move the organization's time zone there and back, which builds them anew.",
          ),
    );
  }
  return verdicts.length > 0 ? verdicts : [ok("no organization is connected")];
}

/** How the processes and the mirror are doing. Reading every row for the rollups takes minutes on a large mirror. */
export function fleetChecks({ withRollups }: { withRollups: boolean }): Check[] {
  return [
    { title: "Workers", run: checkAlive },
    { title: "Queue", run: checkQueue },
    { title: "Streams", run: checkStreams },
    { title: "Blind times", run: checkBlindness },
    { title: "Upstream", run: checkUpstream },
    ...(withRollups ? [{ title: "Rollups", run: checkRollups }] : []),
  ];
}
