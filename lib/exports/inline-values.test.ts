import fc from "fast-check";
import { expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { inlineValues } from "#lib/exports/inline-values.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

const hostile = [
  "",
  "'",
  "''; DROP TABLE trail; --",
  "\\",
  "\\'; SELECT 1; --",
  "E'\\x27'",
  "$$; SELECT 1; $$",
  "?",
  "$1",
  "%_",
  "\n\r\t\u0001\u001b",
  "日本語😀",
  "\u2028",
];

const postgresText = fc.oneof(
  fc.constantFrom(...hostile),
  fc
    .string({ unit: "grapheme", maxLength: 40 })
    .filter((text) => !text.includes("\0") && text.isWellFormed()),
);

test("whatever text is written into a statement, Postgres reads back the same text and nothing more", async () => {
  await fc.assert(
    fc.asyncProperty(
      postgresText,
      fc.array(postgresText, { minLength: 1, maxLength: 5 }),
      async (one, some) => {
        const sql = inlineValues(
          Prisma.sql`SELECT ${one}::text AS one, ${some}::text[] AS some, 7 AS marker`,
        );
        const { rows } = await pool.query<{ one: string }>(sql);
        expect(rows).toEqual([{ one, some, marker: 7 }]);
      },
    ),
    { numRuns: 200 },
  );
});

test("the server's setting of backslashes in strings makes no difference", async () => {
  const client = await pool.connect();
  try {
    await client.query("SET standard_conforming_strings = off; SET escape_string_warning = off");
    for (const text of hostile) {
      const { rows } = await client.query<{ text: string }>(inlineValues(Prisma.sql`SELECT ${text} AS text`));
      expect(rows).toEqual([{ text }]);
    }
  } finally {
    client.release(true);
  }
});

test("numbers, booleans, null and empty lists keep their meaning", async () => {
  const statement = Prisma.sql`SELECT 1 -${-3} AS four, ${true} AS yes, ${null}::text AS none, ${[]}::text[] AS empty`;
  const { rows } = await pool.query(inlineValues(statement));
  expect(rows).toEqual([{ four: 4, yes: true, none: null, empty: [] }]);
});

test.each([Number.NaN, 1.5, { a: 1 }, new Date(0), undefined, "a\0b", ["a\0b"]])("%s is refused", (value) => {
  expect(() => inlineValues(Prisma.sql`SELECT ${value}`)).toThrow("cannot be written");
});
