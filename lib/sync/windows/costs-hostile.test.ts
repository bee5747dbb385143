import { afterEach, expect, test, vi } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { runSlice } from "#lib/sync/run-slice.ts";
import { streamOf } from "#lib/testing/streams.ts";
import type { Result } from "#lib/testing/windows-upstream.ts";
import { anUpstreamOfWindows, closeUpstreams } from "#lib/testing/windows-upstream.ts";

vi.setConfig({ testTimeout: 60_000 });

afterEach(closeUpstreams);

/** Costs of today, by project and line item alone: the other groupings are refused. The newest days are read first. */
async function costsOf(results: Result[]) {
  const today = Math.floor(Date.now() / 86_400_000) * 86_400;
  const { organization } = await anUpstreamOfWindows({
    refuse: (query) =>
      query.getAll("group_by[]").concat(query.getAll("group_by")).includes("line_item") ? null : "Not here.",
    results: (start) => (start === today ? results : []),
  });
  for (let slice = 0, state = "more"; state === "more" && slice < 3; slice += 1)
    ({ state } = await runSlice(organization.id, "costs", { isForced: true, budgetMs: 0 }));
  const { lastErrorMessage } = await streamOf(organization, "costs");
  const { rows } = await pool.query<{
    project: string;
    item: string;
    amount: string;
    extra: Record<string, string> | null;
  }>(
    `SELECT project_id AS project, line_item AS item, trim_scale(amount)::text AS amount, extra FROM facts.costs
     WHERE organization_id = $1 ORDER BY line_item`,
    [organization.id],
  );
  return { rows, lastErrorMessage };
}

const line = (line_item: string, project_name: string, value: unknown = "1.5"): Result => ({
  object: "organization.costs.result",
  amount: { value, currency: "usd" },
  line_item,
  project_id: "proj",
  project_name,
});

test("a project whose name Postgres cannot hold, or that looks like an escape, does not keep its costs out", async () => {
  const names: [string, string][] = [
    ["C:\\u0000xyz", "C:\\u0000xyz"],
    ["a\0b", "ab"],
    ["half \ud83d", "half \ufffd"],
    ["a\tb\"c\\\n\r'", "a\tb\"c\\\n\r'"],
  ];
  const { rows, lastErrorMessage } = await costsOf(names.map(([name], place) => line(`${place}`, name)));
  expect(lastErrorMessage).toBeNull();
  expect(rows.map(({ extra }) => extra)).toEqual(names.map(([, kept]) => ({ project_name: kept })));
});

test("amounts are kept to their last digit, as strings or numbers, small, negative and in an exponent", async () => {
  const given: [string, unknown, string][] = [
    ["a", "0.1000000000000000000000001", "0.1000000000000000000000001"],
    ["b", "-12345678901234567890.000000000000000001", "-12345678901234567890.000000000000000001"],
    ["c", 0.1, "0.1"],
    ["d", 1e-7, "0.0000001"],
    ["e", "1E+3", "1000"],
    ["f", 0, "0"],
  ];
  const { rows } = await costsOf(given.map(([item, value]) => line(item, "p", value)));
  expect(rows.map(({ item, amount }) => [item, amount])).toEqual(given.map(([item, , kept]) => [item, kept]));
});

test("an amount that is no number stands in the way with a sentence, and nothing of the day is half there", async () => {
  const { rows, lastErrorMessage } = await costsOf([line("a", "p"), line("b", "p", "ten dollars")]);
  expect(lastErrorMessage).toBe("The amount of a cost is not a number.");
  expect(rows).toEqual([]);
});
