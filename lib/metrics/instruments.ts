import { Counter, Gauge, Histogram } from "prom-client";
import { processRegistry } from "#lib/metrics/registry.ts";
import { processWide } from "#lib/process-wide.ts";

type Made = ReturnType<typeof make>;

const requestBuckets = [0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];
const queryBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const upstreamBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const jobBuckets = [0.05, 0.25, 1, 2.5, 5, 10, 15, 30, 60, 300, 1_800, 7_200];

/** Labels are the names of our own routes, queues and endpoint templates, and numbers: never what somebody sent. */
function make(registers = [processRegistry()]) {
  return {
    requests: new Histogram({
      name: "metsuke_http_request_duration_seconds",
      help: "From the request's arrival to the end of the answer, by route pattern (this process).",
      labelNames: ["route", "method", "status"] as const,
      buckets: requestBuckets,
      registers,
    }),
    requestsInFlight: new Gauge({
      name: "metsuke_http_requests_in_flight",
      help: "Requests that are being answered (this process).",
      registers,
    }),
    queries: new Histogram({
      name: "metsuke_db_query_duration_seconds",
      help: "Statements, from being sent to their last row, by pool and verb (this process).",
      labelNames: ["pool", "verb"] as const,
      buckets: queryBuckets,
      registers,
    }),
    poolWaits: new Histogram({
      name: "metsuke_db_pool_wait_duration_seconds",
      help: "How long a connection of the pool was waited for (this process).",
      labelNames: ["pool"] as const,
      buckets: queryBuckets,
      registers,
    }),
    upstreamCalls: new Histogram({
      name: "metsuke_upstream_call_duration_seconds",
      help: "Calls of the Admin API, by endpoint template and status; 0 is no answer (this process).",
      labelNames: ["template", "status"] as const,
      buckets: upstreamBuckets,
      registers,
    }),
    upstreamHeldBack: new Counter({
      name: "metsuke_upstream_held_back_total",
      help: "Calls of the Admin API that were not sent, as their turn was too far away (this process).",
      labelNames: ["template"] as const,
      registers,
    }),
    jobs: new Histogram({
      name: "metsuke_job_duration_seconds",
      help: "Jobs done, by queue and outcome (this process).",
      labelNames: ["job", "outcome"] as const,
      buckets: jobBuckets,
      registers,
    }),
    exportBytes: new Counter({
      name: "metsuke_export_bytes_total",
      help: "Bytes that exports have taken out of Postgres (this process).",
      registers,
    }),
    exportsRunning: new Gauge({
      name: "metsuke_exports_running",
      help: "Exports that are being read out of Postgres (this process).",
      registers,
    }),
  };
}

export function instruments(): Made {
  return processWide("instruments", make);
}
