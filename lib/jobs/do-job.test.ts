import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { doJob } from "#lib/jobs/do-job.ts";
import { processRegistry } from "#lib/metrics/registry.ts";
import { currentRequestId } from "#lib/request-context.ts";
import { metricValue } from "#lib/testing/metric-value.ts";

async function countOf(job: string, outcome: string): Promise<number> {
  const text = await processRegistry().metrics();
  return metricValue(text, "metsuke_job_duration_seconds_count", { job, outcome }) ?? 0;
}

test("a job acts on behalf of the request that left it, and is counted", async () => {
  const before = await countOf("prepare-months", "done");
  let seen: string | undefined;
  await doJob("prepare-months", { id: randomUUID(), data: { requestId: "request-0042" } }, async () => {
    seen = currentRequestId();
  });
  expect(seen).toBe("request-0042");
  expect(await countOf("prepare-months", "done")).toBe(before + 1);
});

test("a job of the schedule goes by its own id", async () => {
  const id = randomUUID();
  let seen: string | undefined;
  await doJob("prepare-months", { id, data: {} }, async () => {
    seen = currentRequestId();
  });
  expect(seen).toBe(id);
});

test("a job that fails is counted as failed, and fails; so is one of another shape", async () => {
  const before = await countOf("rebuild-rollups", "failed");
  const job = { id: randomUUID(), data: { organizationId: randomUUID() } };
  await expect(doJob("rebuild-rollups", job, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(doJob("rebuild-rollups", { ...job, data: {} }, async () => undefined)).rejects.toThrow();
  expect(await countOf("rebuild-rollups", "failed")).toBe(before + 2);
});
