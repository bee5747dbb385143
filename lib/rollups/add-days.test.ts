import { expect, test, vi } from "vitest";
import { pool, writer } from "#lib/db-writer.ts";
import { addDays } from "#lib/rollups/add-days.ts";
import { checkRollups } from "#lib/rollups/check.ts";
import { DaySums } from "#lib/rollups/day-sums.ts";
import { rebuildRollups } from "#lib/rollups/rebuild.ts";
import { inTransaction, withLease } from "#lib/sync/lease.ts";
import type { Bucket } from "#lib/sync/windows/buckets.ts";
import { joinLines } from "#lib/sync/windows/copy-rows.ts";
import { ensureStretch } from "#lib/sync/windows/ensure-months.ts";
import { usagePage } from "#lib/sync/windows/usage-page.ts";
import { anOrganization } from "#lib/testing/factories.ts";

vi.setConfig({ testTimeout: 60_000 });

type Organization = Awaited<ReturnType<typeof anOrganization>>;
type Client = Parameters<typeof addDays>[0];

const [hour, kind] = [3_600, "completions"];
const at = (text: string) => Date.parse(text) / 1000;

/** Two keys that are used every hour, and a third every fifth. */
function hours(from: number, count: number, requests = 1): Bucket[] {
  return Array.from({ length: count }, (_, n) => {
    const begins = from + n * hour;
    const keys = (begins / hour) % 5 === 0 ? ["a", "b\\\t", "c"] : ["a", "b\\\t"];
    const results = keys.map((key, k) => ({
      project_id: `proj_${k % 2}`,
      api_key_id: key,
      model: "gpt-6",
      num_model_requests: requests + k,
      input_tokens: n,
    }));
    return { from: begins, to: begins + hour, results };
  });
}

/** Writes pages in one transaction; returns which functions it called, and into what it merged. */
async function write(organization: Organization, ...pages: Bucket[][]): Promise<string[]> {
  const asked: string[] = [];
  for (const buckets of pages) await ensureStretch("usage", buckets[0]?.from ?? 0, buckets.at(-1)?.to ?? 0);
  const of = { organizationId: organization.id, timeZone: organization.timeZone, kind };
  const written = await withLease(`sync:${organization.id}:usage_${kind}`, (client) => {
    const query = vi.spyOn(client, "query");
    return inTransaction(client, async () => {
      for (const buckets of pages) {
        const page = usagePage(of);
        const lines = joinLines(buckets.map(page.pack));
        await page.replace({ client }, { from: buckets[0]?.from ?? 0, to: buckets.at(-1)?.to ?? 0 }, lines);
      }
    }).finally(() => {
      asked.push(...query.mock.calls.map(([statement]) => String(statement)));
      query.mockRestore();
    });
  });
  expect(written).not.toBe("busy");
  return asked.flatMap((statement) => /(?:^SELECT|^MERGE INTO) facts\.(\w+)/.exec(statement)?.[1] ?? []);
}

async function expectInStep(organization: Organization, buckets: Bucket[]): Promise<void> {
  expect(await checkRollups(organization.id)).toEqual([]);
  const requests = buckets
    .flatMap(({ results }) => results)
    .reduce((sum, { num_model_requests: each }) => sum + Number(each), 0);
  for (const table of ["usage", "usage_daily", "usage_monthly"]) {
    const grain = table === "usage" ? "" : "AND grain = 'full'";
    const { rows } = await pool.query<{ requests: number }>(
      `SELECT sum(requests)::int AS requests FROM facts.${table} WHERE organization_id = $1 ${grain}`,
      [organization.id],
    );
    expect(rows, table).toEqual([{ requests }]);
  }
}

const [added, counted, refreshed] = ["usage_monthly", "build_usage_rollups", "refresh_usage"];

test.each([
  { timeZone: "UTC", from: "2026-03-30T00:00:00Z", count: 72 },
  // The days of 23 and 25 hours, and zones whose days begin within an hour of UTC's.
  { timeZone: "Europe/Berlin", from: "2026-03-27T23:00:00Z", count: 71 },
  { timeZone: "Europe/Berlin", from: "2026-10-23T22:00:00Z", count: 73 },
  { timeZone: "Asia/Kathmandu", from: "2026-03-30T19:00:00Z", count: 48 },
  { timeZone: "Australia/Lord_Howe", from: "2026-04-03T13:00:00Z", count: 73 },
  { timeZone: "Atlantic/Azores", from: "2026-10-24T00:00:00Z", count: 73 },
])(
  "new days of $timeZone from $from are not counted by Postgres again",
  async ({ timeZone, from, count }) => {
    const organization = await anOrganization({ timeZone });
    const buckets = hours(at(from), count);
    expect(await write(organization, buckets)).toEqual([added]);
    await expectInStep(organization, buckets);
  },
);

test("a day that windows cut is counted anew when its other part comes, and the whole days beside it are not", async () => {
  const organization = await anOrganization({ timeZone: "Asia/Kolkata" });
  const from = at("2026-03-30T06:00:00Z");
  const [late, early] = [hours(from + 30 * hour, 40), hours(from, 30)];
  expect(await write(organization, late)).toEqual([added]);
  expect(await write(organization, early)).toEqual([added, counted]);
  await expectInStep(organization, [...early, ...late]);
});

test("windows that are written at once, and cut a day and a month between them, are in step", async () => {
  const organization = await anOrganization({ timeZone: "America/St_Johns" });
  const from = at("2026-03-28T10:00:00Z");
  const pages = [hours(from + 100 * hour, 50), hours(from + 60 * hour, 40), hours(from, 60)];
  expect(await write(organization, ...pages)).toEqual([added, added, counted, added, counted]);
  await expectInStep(organization, pages.flat());
});

test("days that were added are replaced when they are restated, vanish or still grow", async () => {
  const organization = await anOrganization({ timeZone: "Europe/Berlin" });
  const from = at("2026-03-29T22:00:00Z");
  await write(organization, hours(from, 72));
  const restated = hours(from, 72).map((bucket, n) => {
    if (n < 24) return { ...bucket, results: [] };
    return n < 30 ? (hours(bucket.from, 1, 50)[0] ?? bucket) : bucket;
  });
  expect(await write(organization, restated)).toEqual([refreshed]);
  await expectInStep(organization, restated);
  const grown = hours(from + 72 * hour, 5);
  expect(await write(organization, grown)).toEqual([added]);
  const more = hours(from + 77 * hour, 5);
  expect(await write(organization, more)).toEqual([counted]);
  await expectInStep(organization, [...restated, ...grown, ...more]);
});

test("an organization that moved to another zone has its days counted in the old one until all are rebuilt", async () => {
  const organization = await anOrganization({ timeZone: "America/New_York" });
  const from = at("2026-03-30T04:00:00Z");
  await write(organization, hours(from, 48));
  const moved = { ...organization, timeZone: "Asia/Tokyo" };
  await writer.organization.update({ where: { id: organization.id }, data: { timeZone: moved.timeZone } });
  expect(await write(moved, hours(from - 48 * hour, 48))).toEqual([refreshed]);
  await expectInStep(moved, hours(from - 48 * hour, 96));

  // While others are made ready beside them, both get the new hours.
  const stopping = new AbortController();
  await rebuildRollups(moved.id, { signal: stopping.signal, onMonth: () => stopping.abort() });
  expect(await write(moved, hours(from - 96 * hour, 48))).toEqual([refreshed]);
  await expectInStep(moved, hours(from - 96 * hour, 144));
  while (!(await rebuildRollups(moved.id)));
  await expectInStep(moved, hours(from - 96 * hour, 144));
  expect(await write(moved, hours(at("2026-04-08T15:00:00Z"), 24))).toEqual([added]);
  expect(await checkRollups(moved.id)).toEqual([]);
});

test("what a double does not hold is counted by Postgres, to the last digit", async () => {
  const organization = await anOrganization({ timeZone: "UTC" });
  const from = at("2026-03-30T00:00:00Z");
  const buckets = hours(from, 24).map(({ results: [first], ...bucket }) => ({
    ...bucket,
    results: [{ ...first, seconds: 0.1, input_tokens: 2 ** 53 - 1 }],
  }));
  expect(await write(organization, buckets)).toEqual([refreshed]);
  await expectInStep(organization, buckets);
  const { rows } = await pool.query(
    "SELECT quantity::text, input_tokens::text FROM facts.usage_daily WHERE organization_id = $1 AND grain = 'full'",
    [organization.id],
  );
  expect(rows).toEqual([{ quantity: "2.4", input_tokens: String(24n * (2n ** 53n - 1n)) }]);
});

/** Hours as they are in facts.usage, but not in the rollups. */
async function hidden(client: Client, organization: Organization, buckets: Bucket[], sums: DaySums) {
  for (const { from, results } of buckets) {
    sums.begin(from);
    for (const { num_model_requests: requests } of results) {
      await client.query(
        "INSERT INTO facts.usage (organization_id, kind, bucket_at, requests) VALUES ($1, $2, to_timestamp($3), $4)",
        [organization.id, kind, from, requests],
      );
      sums.add("\t".repeat(11), {
        requests: Number(requests),
        input: 0,
        output: 0,
        cached: 0,
        quantity: 0,
      });
    }
  }
}

test.each<{ name: string; spoil: (sums: DaySums) => void }>([
  { name: "of a bucket that came twice", spoil: (sums) => void (sums.rows += 1) },
  {
    name: "by another calendar than Postgres'",
    spoil: (sums) => Object.assign(sums, { timeZone: "Asia/Tokyo" }),
  },
])("sums $name are not used, and nothing is written", async ({ spoil }) => {
  const organization = await anOrganization({ timeZone: "Asia/Tokyo" });
  const buckets = hours(at("2026-03-30T00:00:00Z"), 24);
  await ensureStretch("usage", buckets[0]?.from ?? 0, buckets.at(-1)?.to ?? 0);
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const sums = new DaySums("UTC");
    await hidden(client, organization, buckets, sums);
    const { rows } = sums;
    spoil(sums);
    const written = {
      organizationId: organization.id,
      kind,
      from: at("2026-03-30T00:00:00Z"),
      to: at("2026-03-31T00:00:00Z"),
    };
    expect(await addDays(client, { ...written, rows }, sums)).toBe(false);
    const daily = await client.query("SELECT FROM facts.usage_daily WHERE organization_id = $1", [
      organization.id,
    ]);
    expect(daily.rowCount).toBe(0);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
});

test("a bucket behind the end of the window, which is not written, is in no sum either", async () => {
  const organization = await anOrganization({ timeZone: "UTC" });
  const from = at("2026-03-30T00:00:00Z");
  await ensureStretch("usage", from, from + 24 * hour);
  const page = usagePage({ organizationId: organization.id, timeZone: "UTC", kind });
  const buckets = hours(from, 25);
  const packed = buckets.map(page.pack).slice(0, 24);
  await withLease(`sync:${organization.id}:usage_${kind}`, (client) =>
    inTransaction(client, () => page.replace({ client }, { from, to: from + 24 * hour }, joinLines(packed))),
  );
  await expectInStep(organization, buckets.slice(0, 24));
});
