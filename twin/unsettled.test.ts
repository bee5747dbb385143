import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { earlyInTheHour } from "#twin/testing/early-in-the-hour.ts";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

await earlyInTheHour();

let twin: TestTwin;
const now = Math.floor(Date.now() / 1000);
const today = now - (now % 86_400);
const thisHour = now - (now % 3600);

beforeAll(async () => {
  twin = await startTestTwin();
  await twin.sql(
    `INSERT INTO twin.costs (day_at, line_item, amount) SELECT $1 - d * 86400, 'gpt-5.2, input_tokens', 10.01
     FROM generate_series(0, 6) d`,
    [today],
  );
  await twin.sql(
    `INSERT INTO twin.usage_embeddings (hour_at, model, num_model_requests, input_tokens)
     SELECT $1 - h * 3600, 'text-embedding-3-small', 100, 1000 FROM generate_series(0, 9) h`,
    [thisHour],
  );
  for (let index = 0; index < 40; index += 1) {
    await twin.sql(
      "INSERT INTO twin.events (id, type, effective_at) VALUES ('audit_log-' || $1::text, 'login.succeeded', $2)",
      [index, now - index * 60],
    );
  }
});
afterEach(() => twin.setFaults([]));
afterAll(() => twin.stop());

test("costs of the last days are restated when the switch goes off", async () => {
  const amounts = async () => {
    const { data } = await twin.admin.usage.costs({ start_time: today - 6 * 86_400 });
    return data.flatMap((bucket) => bucket.results.map((row) => "amount" in row && row.amount?.value));
  };
  const settled: string[] = new Array<string>(7).fill("10.01");
  twin.setFaults([{ kind: "costsRestated", days: 2, percent: 20, times: 1 }]);
  expect(await amounts()).toEqual([...settled.slice(0, 5), "8.008", "8.008"]);
  expect(await amounts()).toEqual(settled);
});

test("usage of the last hours grows to what it is, by hour and by minute alike", async () => {
  const tokens = async (bucket_width: "1h" | "1m") => {
    const query = { start_time: thisHour - 9 * 3600, end_time: thisHour + 3600, bucket_width };
    const { data } = await twin.admin.usage.embeddings({ ...query, limit: bucket_width === "1h" ? 10 : 600 });
    const rows = data.flatMap((bucket) => bucket.results);
    return rows.reduce((sum, row) => sum + ("input_tokens" in row ? row.input_tokens : 0), 0);
  };
  twin.setFaults([{ kind: "usageGrows", hours: 3, percent: 50 }]);
  expect(await tokens("1h")).toBe(8500);
  expect(await tokens("1m")).toBe(8500);
  twin.setFaults([]);
  expect(await tokens("1h")).toBe(10_000);
});

test("events arrive late, with the time at which they happened", async () => {
  const count = async () => (await twin.admin.auditLogs.list({ limit: 100 })).data.length;
  twin.setFaults([{ kind: "lateEvents", seconds: 600 }]);
  expect(await count()).toBeLessThan(32);
  twin.setFaults([{ kind: "lateEvents", seconds: 600, percent: 0 }]);
  expect(await count()).toBe(40);
});

test("some events have a type that nobody has seen, the same ones each time", async () => {
  const types = async () => (await twin.admin.auditLogs.list({ limit: 100 })).data.map(({ type }) => type);
  twin.setFaults([{ kind: "unknownEvents", percent: 50 }]);
  const first = await types();
  const unknown = first.filter((type) => String(type) === "login.succeeded.unforeseen");
  expect(unknown.length).toBeGreaterThan(5);
  expect(unknown.length).toBeLessThan(35);
  expect(await types()).toEqual(first);
});

test("costs by key are refused before a moment of choice", async () => {
  twin.setFaults([{ kind: "costsByKeyRefused", before: today }]);
  const ask = (start_time: number) => twin.admin.usage.costs({ start_time, group_by: ["api_key_id"] });
  await expect(ask(today - 86_400)).rejects.toMatchObject({ status: 400, param: "start_time" });
  await expect(ask(today)).resolves.toMatchObject({ object: "page" });
});
