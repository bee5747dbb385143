import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { writer } from "#lib/db-writer.ts";
import { checkHealth } from "#lib/health/check.ts";
import { checkWorkers } from "#lib/health/check-workers.ts";
import { collectMetrics } from "#lib/metrics/collect.ts";
import { anOrganization } from "#lib/testing/factories.ts";

test("a migrated database is ready or degraded, and told with its version", async () => {
  await writer.worker.create({ data: { id: randomUUID(), host: "here", pid: 1 } });
  const health = await checkHealth();
  expect(health.database).toMatchObject({ isUp: true, isMigrated: true });
  expect(health.database.version).toMatch(/^\d+/);
  expect(health.workers?.alive).toBeGreaterThan(0);
  expect(["ready", "degraded"]).toContain(health.status);
});

test("a refused key makes it degraded, never unavailable, and nobody's name is told", async () => {
  const { name } = await anOrganization({ status: "refused", name: "Very secret client" });
  const health = await checkHealth();
  expect(health).toMatchObject({ status: "degraded" });
  expect(health.upstream?.refused).toBeGreaterThan(0);
  expect(JSON.stringify(health)).not.toContain(name);
  expect(await collectMetrics()).not.toContain(name);
});

test("a worker that fell silent does not count", async () => {
  const seenAt = new Date("2020-01-01T00:00:00Z");
  await writer.worker.create({ data: { id: randomUUID(), host: "here", pid: 2, seenAt } });
  const { alive } = await checkWorkers(new Date("2020-01-01T01:00:00Z"));
  const all = await writer.worker.count();
  expect(alive).toBeLessThan(all);
});

test("times that were not observed are told, under no name", async () => {
  const { id: organizationId } = await anOrganization();
  const fromAt = new Date(Date.now() - 3_600_000);
  await writer.blindPeriod.create({
    data: { organizationId, stream: "invites", reason: "unreachable", fromAt },
  });
  expect(await collectMetrics()).toMatch(/metsuke_blind_periods\{stream="invites",outcome="open"\} [1-9]/);
});

test("the lag of a stream is told under its organization's id", async () => {
  const { id: organizationId } = await anOrganization();
  const at = new Date();
  await writer.stream.create({
    data: { organizationId, kind: "costs", asOf: new Date(at.getTime() - 90_000) },
  });
  const text = await collectMetrics(at);
  expect(text).toContain(`metsuke_stream_lag_seconds{organization="${organizationId}",stream="costs"} 90`);
  expect(text).toContain('process_resident_memory_bytes{process="web"} ');
});
