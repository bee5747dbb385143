import { connection } from "next/server";
import { checkHealth } from "#lib/health/check.ts";

/** 200 when pages can be served (also degraded), 503 when they cannot; each dependency in JSON. */
export async function GET(): Promise<Response> {
  await connection();
  const health = await checkHealth();
  return Response.json(health, {
    status: health.status === "unavailable" ? 503 : 200,
    headers: { "cache-control": "no-store" },
  });
}
