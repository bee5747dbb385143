import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { UsageContract } from "#twin/testing/usage-contracts.ts";
import { usageContracts } from "#twin/testing/usage-contracts.ts";

type Row = Record<string, string | number | boolean | null>;
type Bucket = { start_time: number; results: Row[] };
type Query = [string, string][];

let twin: TestTwin;
/** 2026-03-01 00:00 UTC, so that what is asked for crosses the end of a week and a month of buckets. */
const start = 1_772_323_200;
const days = 5;
const widths = { "1m": 60, "1h": 3600, "1d": 86_400 } as const;
const most = { "1m": 1440, "1h": 168, "1d": 31 } as const;

const dimensions: Record<string, (string | null)[]> = {
  project_id: ["proj_a", "proj_b", null],
  user_id: ["user-a", null, "user-b"],
  api_key_id: ["key_a", "key_b"],
  model: ["gpt-5.2", "a,b", 'o"x'],
  service_tier: ["default", "flex"],
  api_source: ["unlabeled", "agents_api"],
  size: ["256x256", "1024x1024"],
  source: ["image.edit", "image.generation"],
  vector_store_id: ["vs_a", "vs_b"],
  context_level: ["low", "high"],
};

function pick(name: string, place: number): string | boolean | null {
  if (name === "batch") return place % 3 === 0;
  const values = dimensions[name] ?? [];
  return values[(place * 7 + name.length) % values.length] ?? null;
}

/** Rows of an endpoint's own table, several an hour, hours without any among them. */
function rowsOf({ groups, measures }: UsageContract): Row[] {
  const hours = Array.from({ length: days * 24 }, (_, hour) => hour).filter((hour) => hour % 5 !== 3);
  return hours.flatMap((hour) =>
    [0, 1, 2].map((part) => {
      const place = hour * 3 + part;
      const row: Row = { hour_at: start + hour * 3600 };
      for (const name of groups) row[name] = pick(name, place);
      measures.forEach((name, at) => (row[name] = (place * 31 + at * 17) % 1009));
      return row;
    }),
  );
}

const held = new Map(usageContracts.map((contract) => [contract.kind, rowsOf(contract)]));

beforeAll(async () => {
  twin = await startTestTwin();
  for (const { kind, table } of usageContracts) {
    const rows = held.get(kind) ?? [];
    const own = table === "usage_tools" ? rows.map((row) => ({ ...row, kind })) : rows;
    const columns = Object.keys(own[0] ?? {}).join(", ");
    await twin.sql(
      `INSERT INTO twin.${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::twin.${table}, $1)`,
      [JSON.stringify(own)],
    );
  }
});
afterAll(() => twin.stop());

async function ask(path: string, query: Query) {
  const address = `${twin.url}/organization/${path}?${new URLSearchParams(query).toString()}`;
  const response = await fetch(address, { headers: { authorization: "Bearer sk-admin-twin" } });
  const body = (await response.json()) as { data: Bucket[]; next_page: string | null };
  return { status: response.status, body };
}

async function everyBucket(path: string, query: Query): Promise<Bucket[]> {
  const buckets: Bucket[] = [];
  for (let page: string | null = null; ;) {
    const { status, body } = await ask(path, page === null ? query : [...query, ["page", page]]);
    expect(status).toBe(200);
    buckets.push(...body.data);
    page = body.next_page;
    if (page === null) return buckets;
  }
}

type Asked = {
  width: keyof typeof widths;
  groups: string[];
  filter: { name: string; values: string[] } | null;
  from: number;
  to: number;
};

/** The answer as plain sums over the rows: bucket, group and measures, as lines to be compared. */
function plainSums({ kind, measures }: UsageContract, { width, groups, filter, from, to }: Asked): string[] {
  const seconds = widths[width];
  const sums = new Map<string, number[]>();
  for (const row of held.get(kind) ?? []) {
    const at = Number(row["hour_at"]);
    if (at < from - (from % seconds) || at >= to) continue;
    if (filter && !filter.values.includes(String(row[filter.name]))) continue;
    const key = JSON.stringify([at - (at % seconds), ...groups.map((name) => row[name] ?? null)]);
    const sum = sums.get(key) ?? measures.map(() => 0);
    sums.set(
      key,
      sum.map((value, place) => value + Number(row[measures[place] ?? ""])),
    );
  }
  return [...sums].map(([key, sum]) => `${key} ${sum.join(" ")}`).toSorted();
}

function answered({ measures }: UsageContract, groups: string[], buckets: Bucket[]): string[] {
  return buckets
    .flatMap(({ start_time, results }) =>
      results.map(
        (row) =>
          `${JSON.stringify([start_time, ...groups.map((name) => row[name] ?? null)])} ${measures.map((name) => row[name]).join(" ")}`,
      ),
    )
    .toSorted();
}

const plural = (name: string) => `${name}s`;

test.each(usageContracts.map((contract) => [contract.kind, contract] as const))(
  "%s answers what its rows add up to, for any groups, filter, span and size of page",
  async (kind, contract) => {
    const groupings = fc.subarray(contract.groups);
    const filterable = contract.groups.filter((name) => name in dimensions && !/tier|api_source/.test(name));
    const filters = fc.option(
      fc.constantFrom(...filterable).chain((name) => {
        const known = (dimensions[name] ?? []).filter((value) => value !== null);
        return fc.record({ name: fc.constant(name), values: fc.subarray(known, { minLength: 1 }) });
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("1h" as const, "1d" as const),
        groupings,
        filters,
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 70 }),
        fc.constantFrom("least", "most", "usual"),
        async (width, groups, filter, first, length, size) => {
          const from = start + first * 3600;
          const to = from + length * 3600;
          const limit = { least: 1, most: most[width], usual: 7 }[size];
          const query: Query = [
            ["start_time", String(from)],
            ["end_time", String(to)],
            ["bucket_width", width],
            ["limit", String(limit)],
            ...groups.map((name): [string, string] => ["group_by[]", name]),
            ...(filter?.values ?? []).map((value): [string, string] => [
              `${plural(filter?.name ?? "")}[]`,
              value,
            ]),
          ];
          const buckets = await everyBucket(`usage/${kind}`, query);
          const asked = { width, groups, filter, from, to };
          expect(answered(contract, groups, buckets)).toEqual(plainSums(contract, asked));
        },
      ),
      { numRuns: 8 },
    );
  },
);

test.each(["completions", "images"])(
  "minutes of %s add up to their hours, whatever the page",
  async (kind) => {
    const contract = usageContracts.find((each) => each.kind === kind);
    if (!contract) throw new Error(`no contract of ${kind}`);
    const span: Query = [
      ["start_time", String(start)],
      ["end_time", String(start + 7200)],
      ["group_by[]", "project_id"],
    ];
    const hours = answered(
      contract,
      ["project_id"],
      await everyBucket(`usage/${kind}`, [...span, ["bucket_width", "1h"]]),
    );
    for (const limit of ["1", "59", "1440"]) {
      const minutes = await everyBucket(`usage/${kind}`, [...span, ["bucket_width", "1m"], ["limit", limit]]);
      expect(minutes).toHaveLength(120);
      const sums = new Map<string, number[]>();
      for (const { start_time, results } of minutes) {
        for (const row of results) {
          const key = JSON.stringify([start_time - (start_time % 3600), row["project_id"]]);
          const sum = sums.get(key) ?? contract.measures.map(() => 0);
          sums.set(
            key,
            sum.map((value, place) => value + Number(row[contract.measures[place] ?? ""])),
          );
        }
      }
      expect([...sums].map(([key, sum]) => `${key} ${sum.join(" ")}`).toSorted()).toEqual(hours);
    }
  },
);

test.each(["usage/completions", "usage/images", "usage/vector_stores", "costs"])(
  "%s groups once by what it is told twice to group by",
  async (path) => {
    const span: Query = [
      ["start_time", String(start)],
      ["end_time", String(start + 86_400)],
    ];
    const once = await ask(path, [...span, ["group_by[]", "project_id"]]);
    const twice = await ask(path, [...span, ["group_by[]", "project_id"], ["group_by", "project_id"]]);
    expect(twice).toEqual(once);
    expect(once.status).toBe(200);
  },
);
