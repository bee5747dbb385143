import type { NextRequest } from "next/server";
import { connection } from "next/server";
import { answerMetrics } from "#lib/metrics/answer.ts";

/** Prometheus' text format; asks for METSUKE_METRICS_TOKEN as a bearer token where that is set. */
export async function GET(request: NextRequest): Promise<Response> {
  await connection();
  const { body, ...answer } = await answerMetrics(request.headers.get("authorization"));
  return new Response(body, answer);
}
