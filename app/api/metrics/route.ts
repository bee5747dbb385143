import { connection } from "next/server";
import { collectMetrics } from "#lib/metrics/collect.ts";
import { writeMetrics } from "#lib/metrics/write.ts";

/** Prometheus' text format. */
export async function GET(): Promise<Response> {
  await connection();
  return new Response(writeMetrics(await collectMetrics()), {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
  });
}
