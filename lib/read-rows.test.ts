import { expect, test } from "vitest";
import { reading } from "#lib/db-writer.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { readRows } from "./read-rows.ts";

const at = new Date("2026-03-29T00:30:00.125Z");

/** Every kind of column that a page reads, and of value that it asks with. */
const statement = Prisma.sql`
  SELECT 12::int AS small, 9007199254740993::bigint AS big, 1.50::numeric AS exact, 0.1::float8 AS float,
    true AS yes, NULL::text AS nothing, 'a'::text AS text, ARRAY['a', NULL, '{"b"}'] AS texts, ARRAY[1, 2] AS numbers,
    gen_random_uuid() IS NOT NULL AS "camelCase", '0190c0de-0000-7000-8000-000000000000'::uuid AS id,
    '2026-11-25'::date AS day, '2026-11-25 01:02:03.456+09'::timestamptz AS moment,
    '{"a": [1, "x"]}'::jsonb AS json, 'owner'::"role" AS role,
    ${"it''s $1"}::text AS asked, ${["x", "y,z", '"']}::text[] AS list, ${3}::int AS number, ${null}::text AS none,
    ${false}::boolean AS no, ${at}::timestamptz AS at, ${12n}::bigint AS large`;

test("rows are as Prisma gives them, column by column", async () => {
  const [rows, expected] = [
    await readRows<Record<string, unknown>>(reading.pool, statement),
    await reading.client.$queryRaw<Record<string, unknown>[]>(statement),
  ];
  expect(rows).toEqual(expected);
  expect(rows[0]?.["at"]).toEqual(at);
  for (const [name, value] of Object.entries(expected[0] ?? {}))
    expect(Object.getPrototypeOf(Object(rows[0]?.[name])), name).toBe(Object.getPrototypeOf(Object(value)));
});

test("a value is a value, never a part of the statement", async () => {
  const hostile = "'; DROP TABLE members; --";
  const rows = await readRows(
    reading.pool,
    Prisma.sql`SELECT ${hostile}::text AS text, ${hostile} = ${hostile} AS same`,
  );
  expect(rows).toEqual([{ text: hostile, same: true }]);
});
