import { globSync, readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import type { Keys } from "#lib/testing/endless-sql.ts";
import { isEndless, selectsIn } from "#lib/testing/endless-sql.ts";

/** Statements that end by themselves, each with the reason. Whatever is new has a limit, sums up, or asks by a key. */
const endByThemselves: Readonly<Record<string, string>> = {
  "lib/comparisons/reread.ts FROM comparison_counts": "days of one comparison, which has at most 400",
  "lib/jobs/send-due.ts FROM streams":
    "twenty streams for each organization connected here; a job of the worker",
  "lib/members/list.ts FROM api_keys": "stands within EXISTS and count(*) only",
  "lib/rollups/cost-rows.ts FROM ${dailyOf}": "facts, which lib/no-whole-reads.test.ts watches",
  "lib/sync/next-due.ts FROM streams": "the streams of one organization, of which there are twenty",
  "lib/sync/retention/prune.ts FROM retentions":
    "three for each organization connected here; a job of the worker",
};

let keys: Keys;

beforeAll(async () => {
  const { rows } = await pool.query<{ table: string; key: string[] | null }>(`
    SELECT c.relname AS table, array_agg(a.attname::text) AS key FROM pg_class c
    LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') GROUP BY c.relname, i.indexrelid`);
  const byTable = Map.groupBy(rows, ({ table }) => table);
  keys = new Map([...byTable].map(([table, each]) => [table, each.flatMap(({ key }) => (key ? [key] : []))]));
});

test("every SELECT over a table of ours ends by a limit, a sum or a key, or is known to end by itself", () => {
  const files = globSync("{lib,app,bin}/**/*.{ts,tsx}", { exclude: ["lib/generated/**", "lib/testing/**"] })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !file.includes(".test."));
  const endless = files.flatMap((file) =>
    selectsIn(file, readFileSync(file, "utf8"))
      .filter((sql) => isEndless(sql, keys))
      .map((sql) => `${file} ${/\bFROM\s+\S+/.exec(sql)?.[0] ?? sql}`),
  );
  expect(endless.toSorted()).toEqual(Object.keys(endByThemselves).toSorted());
});

test.each([
  "SELECT id, name FROM members WHERE organization_id = $1",
  "SELECT id FROM members WHERE id = 'user-a'",
  "SELECT role, count(*) FROM members WHERE organization_id = $1 GROUP BY role",
  "SELECT id, count(*) OVER () FROM members",
  "SELECT id, (SELECT count(*) FROM api_keys k WHERE k.owner_id = m.id LIMIT 9) FROM members m",
  "SELECT id FROM (SELECT id FROM projects) AS p",
  "WITH found AS (SELECT id FROM invites WHERE organization_id = $1) SELECT * FROM found",
  "(SELECT id FROM projects LIMIT 5) UNION ALL (SELECT id FROM members WHERE organization_id = $1)",
  "SELECT name FROM ${table}",
])("is endless: %s", (sql) => expect(isEndless(sql, keys)).toBe(true));

test.each([
  "SELECT id FROM members WHERE organization_id = $1 ORDER BY id LIMIT 50",
  "SELECT id FROM members m WHERE ${where} ${cut.orderBy} ${cut.limit}",
  "SELECT name FROM members m WHERE m.organization_id = $1 AND m.id = ANY($2)",
  "SELECT count(*)::int AS found, coalesce(max(id), '') FROM members WHERE organization_id = $1",
  "SELECT k.name FROM (SELECT * FROM api_keys LIMIT 51) AS k LEFT JOIN projects p ON p.id = k.project_id",
  "WITH people AS (SELECT id FROM members) SELECT (SELECT count(*) FROM people) AS members",
  "EXISTS (SELECT 1 FROM members WHERE organization_id = $1)",
  "SELECT day, amount FROM facts.costs",
])("is not endless: %s", (sql) => expect(isEndless(sql, keys)).toBe(false));

test("the holes of a statement keep their names, and what is put into them is looked at by itself", () => {
  const source = "Prisma.sql`SELECT 1 FROM ${table} ${cut.limit} ${of(1) ? Prisma.sql`SELECT 2` : null}`";
  expect(selectsIn("a.ts", source)).toEqual(["SELECT 1 FROM ${table} ${cut.limit} ${?}", "SELECT 2"]);
});
