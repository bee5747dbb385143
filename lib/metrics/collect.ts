import { db } from "#lib/db.ts";
import { checkWorkers } from "#lib/health/check-workers.ts";
import { countJobs } from "#lib/metrics/count-jobs.ts";
import { processMetrics } from "#lib/metrics/process.ts";
import type { Metric, Sample } from "#lib/metrics/write.ts";

function gauge(name: string, help: string, samples: Sample[]): Metric {
  return { name, help, type: "gauge", samples };
}

/** Organizations are labelled by id: the route needs no sign-in and must not tell their names. */
async function streamMetrics(now: Date): Promise<Metric[]> {
  const streams = await db.stream.findMany({ where: { organization: { status: { not: "disconnected" } } } });
  const of = (value: (stream: (typeof streams)[number]) => number | null): Sample[] =>
    streams.flatMap((stream) => {
      const measured = value(stream);
      const labels = { organization: stream.organizationId, stream: stream.kind };
      return measured === null ? [] : [{ labels, value: measured }];
    });
  return [
    gauge(
      "metsuke_stream_lag_seconds",
      "Seconds since the moment up to which a stream is mirrored.",
      of(({ asOf }) => asOf && Math.max(0, (now.getTime() - asOf.getTime()) / 1000)),
    ),
    gauge(
      "metsuke_stream_failures",
      "Failed runs of a stream in a row.",
      of(({ failures }) => failures),
    ),
    gauge(
      "metsuke_stream_rows",
      "Rows that a stream has mirrored.",
      of(({ rowsMirrored }) => Number(rowsMirrored)),
    ),
  ];
}

async function upstreamMetrics(): Promise<Metric[]> {
  const paces = await db.pace.findMany();
  const labelled = (value: (pace: (typeof paces)[number]) => number): Sample[] =>
    paces.map((pace) => ({
      labels: { organization: pace.organizationId, endpoint: pace.template },
      value: value(pace),
    }));
  return [
    gauge(
      "metsuke_upstream_interval_seconds",
      "Seconds kept between two calls of an Admin API endpoint; 0 is unpaced.",
      labelled(({ intervalMs }) => intervalMs / 1000),
    ),
    gauge(
      "metsuke_upstream_refusals",
      "Calls of an Admin API endpoint that were refused for their rate.",
      labelled(({ refusals }) => refusals),
    ),
  ];
}

/** Everything that /api/metrics answers: this process, and what the shared database knows of all of them. */
export async function collectMetrics(now = new Date()): Promise<Metric[]> {
  const [workers, jobs, openChanges, streams, upstream] = await Promise.all([
    checkWorkers(now),
    countJobs(),
    db.openChange.groupBy({ by: ["isUnknown"], _count: true }),
    streamMetrics(now),
    upstreamMetrics(),
  ]);
  const changes = openChanges.map(({ isUnknown, _count }) => ({
    labels: { outcome: isUnknown ? "unknown" : "started" },
    value: _count,
  }));
  return [
    ...processMetrics(),
    gauge("metsuke_workers", "Workers that gave a sign of life of late.", [{ value: workers.alive }]),
    gauge("metsuke_jobs", "Jobs in the queue.", jobs),
    gauge("metsuke_open_changes", "Changes upstream whose end is not known yet.", changes),
    ...streams,
    ...upstream,
  ];
}
