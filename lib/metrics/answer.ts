import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "#lib/env.ts";
import { collectMetrics, metricsType } from "#lib/metrics/collect.ts";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether who sends this authorization header may read the metrics: everybody, unless METSUKE_METRICS_TOKEN is set. */
export function mayReadMetrics(authorization: string | null, token = env().METSUKE_METRICS_TOKEN): boolean {
  if (!token) return true;
  const given = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1] ?? "";
  return timingSafeEqual(digest(given), digest(token));
}

export async function answerMetrics(
  authorization: string | null,
): Promise<{ status: number; headers: Record<string, string>; body: string }> {
  const headers = { "cache-control": "no-store" };
  if (!mayReadMetrics(authorization)) {
    return { status: 401, headers: { ...headers, "www-authenticate": "Bearer" }, body: "" };
  }
  return {
    status: 200,
    headers: { ...headers, "content-type": metricsType },
    body: await collectMetrics(),
  };
}
