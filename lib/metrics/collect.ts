import { Registry } from "prom-client";
import { log } from "#lib/log.ts";
import { instruments } from "#lib/metrics/instruments.ts";
import { processRegistry } from "#lib/metrics/registry.ts";
import { sharedRegistry } from "#lib/metrics/shared.ts";

export const metricsType = Registry.PROMETHEUS_CONTENT_TYPE;

/**
 * Everything that /api/metrics answers, in Prometheus' text format: what this process has seen, and what the
 * shared database knows of all of them. A database that is away costs the second part, and says so in a gauge.
 */
export async function collectMetrics(now = new Date()): Promise<string> {
  instruments();
  const own = await processRegistry().metrics();
  try {
    const shared = await sharedRegistry(now);
    return `${own}\n${await shared.metrics()}\n${databaseUp(1)}`;
  } catch (error) {
    log.warn({ err: error }, "the database did not answer for the metrics");
    return `${own}\n${databaseUp(0)}`;
  }
}

function databaseUp(value: 0 | 1): string {
  return [
    "# HELP metsuke_database_up Whether the database answered this process just now.",
    "# TYPE metsuke_database_up gauge",
    `metsuke_database_up ${value}\n`,
  ].join("\n");
}
