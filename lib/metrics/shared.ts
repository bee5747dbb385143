import { Gauge, Registry } from "prom-client";
import { db } from "#lib/db.ts";
import { checkWorkers } from "#lib/health/check-workers.ts";
import { countJobs } from "#lib/metrics/count-jobs.ts";
import { replicaLagSeconds } from "#lib/replica.ts";

type Labels = Record<string, string>;
type Sample = { labels?: Labels; value: number };

function gauge(register: Registry, name: string, help: string, samples: Sample[]): void {
  if (samples.length === 0) return;
  const labelNames = [...new Set(samples.flatMap(({ labels = {} }) => Object.keys(labels)))];
  const made = new Gauge({ name, help, labelNames, registers: [register] });
  for (const { labels = {}, value } of samples) made.set(labels, value);
}

async function addJobs(to: Registry): Promise<void> {
  const jobs = await countJobs();
  const of = (value: (job: (typeof jobs)[number]) => number): Sample[] =>
    jobs.map((job) => ({ labels: { job: job.job, state: job.state }, value: value(job) }));
  gauge(
    to,
    "metsuke_jobs",
    "Jobs in the queue (the whole fleet).",
    of(({ jobs: count }) => count),
  );
  gauge(
    to,
    "metsuke_jobs_oldest_seconds",
    "How long the oldest job of a state has been there (the whole fleet).",
    of(({ oldestSeconds }) => oldestSeconds),
  );
}

/** Organizations are labelled by id: the route needs no sign-in and must not tell their names. */
async function addStreams(to: Registry, now: Date): Promise<void> {
  const streams = await db.stream.findMany({
    where: { organization: { status: { not: "disconnected" } } },
    select: { organizationId: true, kind: true, asOf: true, failures: true, rowsMirrored: true },
  });
  const of = (value: (stream: (typeof streams)[number]) => number | null): Sample[] =>
    streams.flatMap((stream) => {
      const measured = value(stream);
      const labels = { organization: stream.organizationId, stream: stream.kind };
      return measured === null ? [] : [{ labels, value: measured }];
    });
  gauge(
    to,
    "metsuke_stream_lag_seconds",
    "Seconds since the moment up to which a stream is mirrored (the whole fleet).",
    of(({ asOf }) => asOf && Math.max(0, (now.getTime() - asOf.getTime()) / 1000)),
  );
  gauge(
    to,
    "metsuke_stream_failures",
    "Failed runs of a stream in a row (the whole fleet).",
    of(({ failures }) => failures),
  );
  gauge(
    to,
    "metsuke_stream_rows",
    "Rows that a stream has mirrored (the whole fleet).",
    of(({ rowsMirrored }) => Number(rowsMirrored)),
  );
}

async function addPaces(to: Registry): Promise<void> {
  const paces = await db.pace.findMany({
    select: {
      organizationId: true,
      template: true,
      intervalMs: true,
      refusals: true,
      callsTotal: true,
      refusalsTotal: true,
    },
  });
  const of = (value: (pace: (typeof paces)[number]) => number): Sample[] =>
    paces.map((pace) => ({
      labels: { organization: pace.organizationId, template: pace.template },
      value: value(pace),
    }));
  gauge(
    to,
    "metsuke_upstream_interval_seconds",
    "Seconds kept between two calls of an Admin API endpoint; 0 is unpaced (the whole fleet).",
    of(({ intervalMs }) => intervalMs / 1000),
  );
  gauge(
    to,
    "metsuke_upstream_refusals",
    "Refusals in a row of an Admin API endpoint for its rate (the whole fleet).",
    of(({ refusals }) => refusals),
  );
  gauge(
    to,
    "metsuke_upstream_fleet_calls",
    "Calls of an Admin API endpoint since it was connected (the whole fleet).",
    of(({ callsTotal }) => Number(callsTotal)),
  );
  gauge(
    to,
    "metsuke_upstream_fleet_refusals",
    "Calls of an Admin API endpoint that were refused for their rate, since it was connected (the whole fleet).",
    of(({ refusalsTotal }) => Number(refusalsTotal)),
  );
}

async function addBlindness(to: Registry): Promise<void> {
  const periods = await db.blindPeriod.groupBy({ by: ["stream", "outcome"], _count: true });
  gauge(
    to,
    "metsuke_blind_periods",
    "Times of a stream that were not observed: open, made good since, or lost (the whole fleet).",
    periods.map(({ stream, outcome, _count }) => ({ labels: { stream, outcome }, value: _count })),
  );
}

async function addChanges(to: Registry): Promise<void> {
  const open = await db.openChange.groupBy({ by: ["isUnknown"], _count: true });
  gauge(
    to,
    "metsuke_open_changes",
    "Changes upstream whose end is not known yet (the whole fleet).",
    open.map(({ isUnknown, _count }) => ({
      labels: { outcome: isUnknown ? "unknown" : "started" },
      value: _count,
    })),
  );
}

/** What the processes of a fleet share, read from their database: the same from whichever of them is asked. */
export async function sharedRegistry(now = new Date()): Promise<Registry> {
  const registry = new Registry();
  const workers = await checkWorkers(now);
  gauge(registry, "metsuke_workers", "Workers that gave a sign of life of late (the whole fleet).", [
    { value: workers.alive },
  ]);
  const lag = replicaLagSeconds();
  gauge(
    registry,
    "metsuke_replica_lag_seconds",
    "How far the replica was behind when this process last looked; none without a replica that answers.",
    lag === null ? [] : [{ value: lag }],
  );
  await Promise.all([
    addJobs(registry),
    addStreams(registry, now),
    addPaces(registry),
    addBlindness(registry),
    addChanges(registry),
  ]);
  return registry;
}
