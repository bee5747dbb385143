import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { sumExactly } from "#lib/sum-exactly.ts";
import { anActor, anOrganization } from "#lib/testing/factories.ts";
import type { UsageFact } from "#lib/testing/facts.ts";
import { usageFacts } from "#lib/testing/facts.ts";
import type { Day, DayRange } from "./days.ts";
import { addDays, firstOfMonth, firstOfWeek, todayIn } from "./days.ts";
import type { Dimension, Measure } from "./kinds.ts";
import type { UsageFilters, UsageQuery } from "./parse-filters.ts";
import { sumRows } from "./rows.ts";
import { usageSeries } from "./series.ts";
import { usageSummary } from "./summary.ts";
import { usageTable } from "./table.ts";
import { usageTotals } from "./totals.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Zones whose clocks change within the facts, by an hour, by half of one, and none that is off the full hour. */
const zones = ["America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kathmandu", "Europe/Lisbon"];
const [firstOn, length] = ["2026-02-20", 60] as const;
const worlds: { actor: Actor; zone: string }[] = [];

const names = {
  project: ["", "proj_a", "proj_b"],
  model: Array.from({ length: 11 }, (_, n) => `model ${n}`),
  member: ["", "user-1", "user-2"],
  key: ["key_1", "key_2"],
  tier: ["default", "flex"],
} as const;
type Named = keyof typeof names;
const named = Object.keys(names) as Named[];
const measures = ["requests", "input", "cached", "output"] as const;

const pick = (of: Named) => fc.constantFrom<string>(...names[of]);
const fact: fc.Arbitrary<UsageFact> = fc.record({
  at: fc
    .integer({ min: 0, max: length * 24 - 1 })
    .map((hours) => new Date(Date.parse(`${firstOn}T00:00:00Z`) + hours * 3_600_000).toISOString()),
  project: pick("project"),
  model: pick("model"),
  member: pick("member"),
  key: pick("key"),
  tier: pick("tier"),
  requests: fc.nat(1000),
  input: fc.bigInt({ min: 0n, max: 10n ** 16n }).map(String),
  cached: fc.nat(1000),
  output: fc.nat(1000),
});
/** One row for each hour and set of dimensions, as upstream answers. */
const facts = [
  ...new Map(
    fc
      .sample(fact, { numRuns: 600, seed: 5 })
      .map((one) => [[one.at, ...named.map((name) => one[name])].join("|"), one] as const),
  ).values(),
];

beforeAll(async () => {
  for (const zone of zones) {
    const organization = await anOrganization({ timeZone: zone });
    await usageFacts(organization, facts);
    worlds.push({ actor: await anActor({ organization }), zone });
  }
});

type Placed = { fact: UsageFact; day: Day };

function inside(zone: string, { fromOn, toOn }: DayRange, filters: UsageFilters): Placed[] {
  return facts
    .map((one) => ({ fact: one, day: todayIn(zone, new Date(one.at)) }))
    .filter(({ day }) => day >= fromOn && day < toOn)
    .filter(({ fact: one }) => named.every((name) => filters[name]?.includes(one[name] ?? "") ?? true));
}

const valueOf = (measure: Measure, { fact: one }: Placed) =>
  String(measure === "quantity" ? 0 : (one[measure] ?? 0));
const sumOf = (measure: Measure, rows: Placed[]) => sumExactly(rows.map((row) => valueOf(measure, row)));

const range = fc
  .tuple(fc.integer({ min: -3, max: length }), fc.integer({ min: 1, max: 50 }))
  .map(([start, days]) => ({ fromOn: addDays(firstOn, start), toOn: addDays(firstOn, start + days) }));
const filters = fc
  .subarray(named, { maxLength: 2 })
  .chain((chosen) =>
    fc
      .tuple(...chosen.map((name) => fc.subarray<string>([...names[name]], { minLength: 1 })))
      .map((values) => Object.fromEntries(chosen.map((name, place) => [name, values[place] ?? []]))),
  );
const query = fc.record({
  kind: fc.constant("completions" as const),
  range,
  comparedWith: fc.constant(null),
  granularity: fc.constantFrom("day", "week", "month"),
  groupBy: fc.constantFrom(...named),
  measure: fc.constantFrom(...measures),
  filters,
}) as fc.Arbitrary<UsageQuery>;

const bucketOf = { day: (day: Day) => day, week: firstOfWeek, month: firstOfMonth, hour: (day: Day) => day };

function expectedGroups(rows: Placed[], by: Dimension, measure: Measure): [string, string][] {
  const groups = Map.groupBy(rows, ({ fact: one }) => one[by as Named] ?? "");
  return [...groups].map(([group, own]): [string, string] => [group, sumOf(measure, own)]);
}

const inOrder = (groups: [string, string][]) =>
  groups.toSorted(([one, a], [other, b]) =>
    BigInt(a) === BigInt(b) ? (one < other ? -1 : 1) : BigInt(a) > BigInt(b) ? -1 : 1,
  );

test("table, totals, summary and rows are the plain sums of their hours, whatever is asked, in every zone", async () => {
  await fc.assert(
    fc.asyncProperty(query, fc.constantFrom(...zones), async (asked, zone) => {
      const actor = worlds.find((world) => world.zone === zone)?.actor;
      if (!actor) throw new Error(zone);
      const rows = inside(zone, asked.range, asked.filters);
      const whole = sumOf(asked.measure, rows);

      const table = await usageTable(actor, asked);
      expect(table.totals.value).toBe(whole);
      for (const measure of measures) expect(table.totals[measure]).toBe(sumOf(measure, rows));
      const shown = table.rows.map(({ group, value }): [string, string] => [group, value]);
      expect(inOrder(shown)).toEqual(inOrder(expectedGroups(rows, asked.groupBy, asked.measure)));

      const { now } = await usageTotals(actor, asked);
      expect(now[asked.measure]).toBe(whole);
      expect(await sumRows(actor, { ...asked, hour: null })).toBe(whole);

      const all = inside(zone, asked.range, {});
      const summary = (await usageSummary(actor, asked.range, null)).find(
        ({ kind }) => kind === "completions",
      );
      expect(summary?.value).toBe(sumOf("input", all));
      expect(sumExactly(summary?.values ?? [])).toBe(summary?.value);
    }),
    { numRuns: 25 },
  );
});

test("each column of a chart holds the hours of its days, group by group, and the rest together", async () => {
  await fc.assert(
    fc.asyncProperty(query, fc.constantFrom(...zones), async (asked, zone) => {
      const actor = worlds.find((world) => world.zone === zone)?.actor;
      if (!actor) throw new Error(zone);
      const rows = inside(zone, asked.range, asked.filters);
      const { buckets, groups } = await usageSeries(actor, asked);
      const drawn = groups.flatMap(({ group }) => group ?? []);
      for (const [place, bucket] of buckets.entries()) {
        const own = rows.filter(({ day }) => bucketOf[asked.granularity](day) === bucket);
        expect(sumExactly(groups.map(({ values }) => values[place] ?? "0"))).toBe(sumOf(asked.measure, own));
        for (const { group, values } of groups) {
          const isOwn = ({ fact: one }: Placed) => {
            const name = one[asked.groupBy as Named] ?? "";
            return group === null ? !drawn.includes(name) : name === group;
          };
          expect(values[place]).toBe(sumOf(asked.measure, own.filter(isOwn)));
        }
      }
      const largest = inOrder(expectedGroups(rows, asked.groupBy, asked.measure)).filter(
        ([, value]) => value !== "0",
      );
      expect(drawn).toHaveLength(Math.min(8, largest.length));
    }),
    { numRuns: 25 },
  );
});
