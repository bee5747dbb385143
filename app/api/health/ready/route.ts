import { connection } from "next/server";
import { checkHealth } from "#lib/health/check.ts";
import { isDraining } from "#lib/shutdown.ts";

const headers = { "cache-control": "no-store" };

/** 200 when pages can be served (also degraded), else 503, also once asked to stop; each dependency in JSON. */
export async function GET(): Promise<Response> {
  await connection();
  if (isDraining()) return Response.json({ status: "draining" }, { status: 503, headers });
  const health = await checkHealth();
  return Response.json(health, {
    status: health.status === "unavailable" ? 503 : 200,
    headers,
  });
}
