import { expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { checkRollups } from "#lib/rollups/check.ts";
import { inTransaction, withLease } from "#lib/sync/lease.ts";
import { joinLines } from "#lib/sync/windows/copy-rows.ts";
import { ensureStretch } from "#lib/sync/windows/ensure-months.ts";
import { usagePage } from "#lib/sync/windows/usage-page.ts";
import { anOrganization } from "#lib/testing/factories.ts";

const hour = 3_600;
const start = Date.parse("2026-10-31T20:00:00Z") / 1000;
const stretch = { from: start, to: start + 8 * hour };

type Result = Record<string, unknown>;
type Organization = Awaited<ReturnType<typeof anOrganization>>;

const result = (n: number, more: Result = {}): Result => ({
  project_id: `proj_${n % 3}`,
  user_id: `user-${n % 2}`,
  model: "gpt",
  batch: false,
  num_model_requests: 1 + n,
  input_tokens: 10 * n,
  ...more,
});

/** Eight hours over the end of a month, twice the same row in each among others. */
const hours = (): Result[][] =>
  Array.from({ length: 8 }, (_, h) => [
    result(h),
    result(h),
    result(h + 1, { extra_field: { a: [1.5, "x\ty"] } }),
  ]);

async function put(organization: Organization, results: Result[][]): Promise<number> {
  await ensureStretch("usage", stretch.from, stretch.to);
  const buckets = results.map((bucket, h) => ({
    from: start + h * hour,
    to: start + (h + 1) * hour,
    results: bucket,
  }));
  const page = usagePage({
    organizationId: organization.id,
    timeZone: organization.timeZone,
    kind: "completions",
  });
  const lines = joinLines(buckets.map((bucket) => page.pack(bucket)));
  const grown = await withLease(`sync:${organization.id}:usage_completions`, (client) =>
    inTransaction(client, () => page.replace({ client }, stretch, lines)),
  );
  return Number(grown);
}

/** Where on disk the rows of each hour lie, and which transaction wrote them. */
async function places(organization: Organization): Promise<string[]> {
  const { rows } = await pool.query<{ places: string }>(
    `SELECT string_agg(tableoid || ' ' || ctid || ' ' || xmin, ', ' ORDER BY ctid) AS places FROM facts.usage
     WHERE organization_id = $1 GROUP BY bucket_at ORDER BY bucket_at`,
    [organization.id],
  );
  return rows.map((row) => row.places);
}

async function rollupPlaces(organization: Organization): Promise<string> {
  const { rows } = await pool.query<{ places: string }>(
    `SELECT string_agg(ctid || ' ' || xmin, ', ' ORDER BY ctid) AS places FROM facts.usage_daily WHERE organization_id = $1`,
    [organization.id],
  );
  return rows[0]?.places ?? "";
}

test("hours that are answered as before, in whatever order, are left where they lie, and so are their days", async () => {
  const organization = await anOrganization();
  expect(await put(organization, hours())).toBe(24);
  const before = [await places(organization), await rollupPlaces(organization)];
  const backwards = hours().map((results) => results.toReversed());
  expect(await put(organization, backwards)).toBe(0);
  expect([await places(organization), await rollupPlaces(organization)]).toEqual(before);
});

test.each<{ name: string; change: (results: Result[]) => Result[]; grown: number }>([
  {
    name: "a count",
    change: ([first, ...rest]) => [{ ...first, num_model_requests: 99 }, ...rest],
    grown: 0,
  },
  {
    name: "two counts whose sum stays the same",
    change: ([a, b, ...rest]) => [{ ...a, input_tokens: 51 }, { ...b, input_tokens: 49 }, ...rest],
    grown: 0,
  },
  { name: "a dimension", change: ([first, ...rest]) => [{ ...first, model: "gpt-5" }, ...rest], grown: 0 },
  {
    name: "a field without a column",
    change: ([a, b, c]) => [a ?? {}, b ?? {}, { ...c, extra_field: { a: [1.5, "x"] } }],
    grown: 0,
  },
  { name: "one of two rows that are alike", change: ([, ...rest]) => rest, grown: -1 },
  {
    name: "one more of the same",
    change: ([first, ...rest]) => [first ?? {}, first ?? {}, ...rest],
    grown: 1,
  },
  { name: "everything, gone", change: () => [], grown: -3 },
])("$name of one hour: that hour alone is replaced, and the rollups follow", async ({ change, grown }) => {
  const organization = await anOrganization();
  await put(organization, hours());
  const before = await places(organization);
  const changed = hours().map((results, h) => (h === 5 ? change(results) : results));
  expect(await put(organization, changed)).toBe(grown);

  const after = await places(organization);
  const untouched = before.filter((_, h) => h !== 5);
  expect(after.filter((place) => untouched.includes(place))).toEqual(untouched);
  expect(after).not.toContain(before[5]);
  expect(await checkRollups(organization.id)).toEqual([]);
  const { rows } = await pool.query<{ requests: number }>(
    "SELECT sum(requests)::int AS requests FROM facts.usage_daily WHERE organization_id = $1 AND grain = 'full'",
    [organization.id],
  );
  const requests = changed.flat().reduce((sum, one) => sum + Number(one["num_model_requests"]), 0);
  expect(rows[0]?.requests).toBe(requests);
});
