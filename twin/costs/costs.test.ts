import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
/** 2026-03-02 00:00 UTC. */
const monday = 1_772_409_600;
const day = 86_400;
const beforeKeys = 1_764_979_200 - day;

beforeAll(async () => {
  twin = await startTestTwin();
  await twin.sql(
    `INSERT INTO twin.costs (day_at, project_id, user_id, api_key_id, api_source, line_item, amount, quantity, quantity_unit)
     SELECT $1 + d * 86400, 'proj_' || k % 2, 'user-' || k, 'key_' || k, 'unlabeled', 'gpt-5.2, ' || meter, 0.1000000001, 5, 'tokens'
     FROM generate_series(0, 199) d, generate_series(0, 3) k, unnest(ARRAY['input_tokens', 'output_tokens']) meter`,
    [monday],
  );
});
afterAll(() => twin.stop());

test("an amount is an exact decimal string, unless the switch says number", async () => {
  const first = async () => {
    const { data } = await twin.admin.usage.costs({ start_time: monday, end_time: monday + day });
    return data[0]?.results[0];
  };
  expect(await first()).toMatchObject({
    object: "organization.costs.result",
    amount: { value: "0.8000000008", currency: "usd" },
    line_item: null,
    quantity: null,
    organization_id: twin.organization.id,
  });
  twin.setFaults([{ kind: "amountsAsNumbers" }]);
  expect(await first()).toMatchObject({ amount: { value: 0.8000000008 } });
  twin.setFaults([]);
});

test("costs come by project and line item, with quantities, and by every other grouping", async () => {
  const span = { start_time: monday, end_time: monday + day };
  const { usage } = twin.admin;
  const byLine = (await usage.costs({ ...span, group_by: ["project_id", "line_item"] })).data[0]?.results;
  expect(byLine).toHaveLength(4);
  expect(byLine?.[0]).toMatchObject({
    project_id: "proj_0",
    line_item: "gpt-5.2, input_tokens",
    quantity: 10,
    quantity_unit: "tokens",
  });
  expect((await usage.costs({ ...span, group_by: ["api_key_id"] })).data[0]?.results).toHaveLength(4);
  expect((await usage.costs({ ...span, group_by: ["user_id", "project_id"] })).data[0]?.results).toHaveLength(
    4,
  );
  expect((await usage.costs({ ...span, group_by: ["api_source"] })).data[0]?.results).toMatchObject([
    { api_source: "unlabeled" },
  ]);
  const filtered = await usage.costs({
    ...span,
    line_items: ["gpt-5.2, input_tokens"],
    project_ids: ["proj_0"],
    api_key_ids: ["key_0"],
  });
  expect(filtered.data[0]?.results).toMatchObject([{ amount: { value: "0.1000000001" } }]);
});

test("following next_page gives every day once", async () => {
  const days: number[] = [];
  let page: string | undefined;
  do {
    const answer = await twin.admin.usage.costs({
      start_time: monday,
      end_time: monday + 200 * day,
      limit: 180,
      ...(page === undefined ? {} : { page }),
    });
    days.push(...answer.data.map((bucket) => bucket.start_time));
    page = answer.next_page ?? undefined;
  } while (page !== undefined);
  expect(days).toEqual(Array.from({ length: 200 }, (_, at) => monday + at * day));
});

test("the refusals of the real service are quoted", async () => {
  const { usage } = twin.admin;
  await expect(usage.costs({ start_time: beforeKeys, group_by: ["api_key_id"] })).rejects.toMatchObject({
    status: 400,
    error: {
      message:
        "group_by=api_key_id is not available for this time range. Try a start_time on or after 1764979200.",
      type: "invalid_request_error",
      param: "start_time",
      code: "invalid_request_error",
    },
  });
  await expect(
    usage.costs({ start_time: beforeKeys, group_by: ["user_id", "project_id"] }),
  ).rejects.toMatchObject({ status: 400 });
  await expect(
    usage.costs({ start_time: beforeKeys, group_by: ["user_id"], project_ids: ["p"] }),
  ).rejects.toMatchObject({ status: 400 });
  await expect(usage.costs({ start_time: beforeKeys, group_by: ["user_id"] })).resolves.toMatchObject({
    object: "page",
  });
  await expect(usage.costs({ start_time: monday, limit: 366 })).rejects.toMatchObject({
    error: { message: "Invalid limit provided: 366. Limit must be less than or equal to 180." },
  });
  await expect(usage.costs({ start_time: monday, bucket_width: "1h" as "1d" })).rejects.toThrow("'1d'");
});

test("costs by user can be refused altogether", async () => {
  twin.setFaults([{ kind: "costsByUserRefused" }]);
  await expect(twin.admin.usage.costs({ start_time: monday, group_by: ["user_id"] })).rejects.toMatchObject({
    status: 400,
  });
  twin.setFaults([]);
});
