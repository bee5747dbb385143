import fc from "fast-check";
import { expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { decimalText } from "#lib/sync/windows/decimal-text.ts";

test.each([
  ["12.50", "12.50"],
  [" 0.000000000000000001 ", "0.000000000000000001"],
  ["-3", "-3"],
  ["1e-7", "1e-7"],
  [0.1, "0.1"],
  [1e-7, "1e-7"],
  [0, "0"],
])("%j is %s", (value, text) => {
  expect(decimalText(value)).toBe(text);
});

test.each([
  "",
  "abc",
  "1,5",
  "0x10",
  "Infinity",
  "NaN",
  "1e9999",
  "--1",
  Number.NaN,
  Infinity,
  null,
  undefined,
  {},
])("%j is no amount", (value) => {
  expect(decimalText(value)).toBeNull();
});

test("Postgres reads back the same number, digit by digit", async () => {
  const amounts = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), 200);
  const { rows } = await pool.query<{ number: number }>(
    "SELECT amount::numeric::float8 AS number FROM unnest($1::text[]) WITH ORDINALITY AS given(amount, place) ORDER BY place",
    [amounts.map(decimalText)],
  );
  expect(rows.map(({ number }) => number)).toEqual(amounts.map((amount) => (amount === 0 ? 0 : amount)));
});
