import { connection } from "next/server";
import { checkHealth } from "#lib/health/check.ts";
import { isWarmingUp } from "#lib/health/warm-up.ts";
import { isDraining } from "#lib/shutdown.ts";

const headers = { "cache-control": "no-store" };

/**
 * 200 when pages can be served (also degraded), else 503, also while they are rendered for the first time and once asked
 * to stop; each dependency in JSON.
 */
export async function GET(): Promise<Response> {
  await connection();
  if (isDraining()) return Response.json({ status: "draining" }, { status: 503, headers });
  const health = await checkHealth();
  if (health.status === "unavailable") return Response.json(health, { status: 503, headers });
  if (isWarmingUp()) return Response.json({ ...health, status: "warming" }, { status: 503, headers });
  return Response.json(health, { headers });
}
