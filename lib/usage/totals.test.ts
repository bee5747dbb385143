import fc from "fast-check";
import { expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { pool } from "#lib/db-writer.ts";
import type { UsageFact } from "#lib/testing/facts.ts";
import { usageFacts } from "#lib/testing/facts.ts";
import { anActor, anOrganization } from "#lib/testing/factories.ts";
import { addDays } from "./days.ts";
import { chooseGranularity, granularities } from "./granularities.ts";
import type { Dimension } from "./kinds.ts";
import { dimensionColumns, dimensions, measureColumns, measures } from "./kinds.ts";
import type { UsageFilters, UsageQuery } from "./parse-filters.ts";
import { comparedSeries, usageSeries } from "./series.ts";
import { sumRows } from "./rows.ts";
import { usageTable } from "./table.ts";
import { usageTotals } from "./totals.ts";

// Clocks change in these days: Berlin on 2026-03-29, New York on 03-08, Lord Howe by half an hour on 04-05.
const zones = [
  "UTC",
  "Asia/Tokyo",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
];
const firstOn = "2026-03-01";
const hours = 45 * 24;

const one = <Value>(...values: Value[]) => fc.constantFrom(...values);
const count = fc.oneof(fc.nat(1000), fc.bigInt(0n, 2n ** 53n).map(String));

const fact: fc.Arbitrary<UsageFact> = fc.record({
  at: fc
    .nat(hours)
    .map((hour) => new Date(Date.parse(`${firstOn}T00:00:00Z`) + hour * 3_600_000).toISOString()),
  project: one("", "proj_a", "proj_b", "proj_'"),
  member: one("", "user-1", "user-2"),
  key: one("", "key_1", "key_2"),
  model: one("gpt-6", "gpt-6-mini", 'a"b,c', ...Array.from({ length: 9 }, (_, n) => `m${n}`)),
  tier: one("", "default", "priority"),
  batch: one("" as const, "true" as const, "false" as const),
  apiSource: one("", "agents_api"),
  size: one("", "256x256"),
  source: one("", "image.edit"),
  contextLevel: one("", "low"),
  vectorStore: one("", "vs_1", "vs_2"),
  quantity: fc.nat(9),
  requests: fc.nat(50),
  input: count,
  cached: fc.nat(10),
  output: count,
});

const valuesOf: Record<Dimension, string[]> = {
  project: ["", "proj_a", "proj_'", "proj_missing"],
  member: ["", "user-1"],
  key: ["key_1", "key_2"],
  model: ["gpt-6", 'a"b,c', "m3"],
  tier: ["", "priority"],
  batch: ["true", "false"],
  apiSource: ["", "agents_api"],
  size: ["256x256"],
  imageSource: ["image.edit"],
  context: ["low", ""],
  store: ["vs_1", "vs_2"],
};

const filters: fc.Arbitrary<UsageFilters> = fc.record(
  Object.fromEntries(
    dimensions.map((dimension) => [dimension, fc.subarray(valuesOf[dimension], { minLength: 1 })]),
  ) as Record<Dimension, fc.Arbitrary<string[]>>,
  { requiredKeys: [] },
);

const query: fc.Arbitrary<UsageQuery> = fc
  .record({
    start: fc.nat(40),
    days: fc.integer({ min: 1, max: 45 }),
    per: one(...granularities),
    groupBy: one(...dimensions),
    measure: one(...measures),
    filters,
  })
  .map(({ start, days, per, ...rest }) => {
    const range = { fromOn: addDays(firstOn, start), toOn: addDays(firstOn, start + days) };
    return {
      ...rest,
      range,
      kind: "completions",
      comparedWith: null,
      granularity: chooseGranularity(per, range),
    };
  });

/** The same question, asked of the raw hours in the plainest way. */
async function rawTotal(actor: Actor, { range, measure, filters: wanted }: UsageQuery): Promise<string> {
  const { rows } = await pool.query<Record<string, string> & { day: string; value: string }>(
    `SELECT *, to_char(bucket_at AT TIME ZONE $2, 'YYYY-MM-DD') AS day, ${measureColumns[measure]}::text AS value
     FROM facts.usage WHERE organization_id = $1`,
    [actor.organization.id, actor.organization.timeZone],
  );
  return rows
    .filter(({ day }) => day >= range.fromOn && day < range.toOn)
    .filter((row) =>
      dimensions.every((each) => wanted[each]?.includes(row[dimensionColumns[each]] ?? "") ?? true),
    )
    .reduce((total, { value }) => total + BigInt(value), 0n)
    .toString();
}

test.each(zones)(
  "in %s, chart, totals and table add up to the raw hours over any filter",
  { timeout: 60_000 },
  async (timeZone) => {
    const organization = await anOrganization({ timeZone });
    const actor = await anActor({ organization });
    await usageFacts(organization, fc.sample(fact, 400));

    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const expected = await rawTotal(actor, asked);
        const series = await usageSeries(actor, asked);
        const drawn = series.groups
          .flatMap(({ values }) => values)
          .reduce((sum, value) => sum + BigInt(value), 0n);
        expect(drawn.toString()).toBe(expected);
        const compared = await comparedSeries(actor, {
          ...asked,
          comparedWith: { ...asked.range, shift: { days: 0 } },
        });
        expect(compared.reduce((sum, value) => sum + BigInt(value), 0n).toString()).toBe(expected);
        for (const { values } of series.groups) expect(values).toHaveLength(series.buckets.length);
        expect(series.groups.length).toBeLessThanOrEqual(9);

        expect(await sumRows(actor, { ...asked, hour: null })).toBe(expected);
        expect((await usageTotals(actor, asked)).now[asked.measure]).toBe(expected);
        const table = await usageTable(actor, asked);
        expect(table.totals[asked.measure]).toBe(expected);
        const listed = table.rows.reduce((sum, row) => sum + BigInt(row[asked.measure]), 0n);
        expect(listed.toString()).toBe(expected);
      }),
      { numRuns: 30 },
    );
  },
);

test("the day the clocks go forward has 23 hours and the day they go back 25", async () => {
  const actor = await anActor({ organization: await anOrganization({ timeZone: "Europe/Berlin" }) });
  const hoursOf = async (day: string) => {
    const range = { fromOn: day, toOn: addDays(day, 1) };
    const asked = fc.sample(query, 1)[0];
    if (!asked) throw new Error("No query was made.");
    const { buckets } = await usageSeries(actor, { ...asked, range, granularity: "hour" });
    return buckets.length;
  };
  expect(await hoursOf("2026-03-28")).toBe(24);
  expect(await hoursOf("2026-03-29")).toBe(23);
  expect(await hoursOf("2026-10-25")).toBe(25);
});
