import fc from "fast-check";
import { expect, test } from "vitest";
import { createFormat } from "#lib/i18n/format.ts";
import { writeUnit } from "#lib/i18n/write-unit.ts";

const english = createFormat("en", "Asia/Tokyo");
const japanese = createFormat("ja", "Asia/Tokyo");

test.each([
  ["0", "0 sec"],
  ["12.5", "12.5 sec"],
  ["59.94", "59.9 sec"],
  ["59.95", "1 min"],
  ["60", "1 min"],
  ["3596", "59.9 min"],
  ["3598", "1 hr"],
  ["4444200", "1,234.5 hr"],
  ["-90", "-1.5 min"],
])("%s seconds read %j, and never sixty of what is one of the next", (seconds, text) => {
  expect(english.duration(seconds)).toBe(text);
});

test.each([
  ["0", "0 byte-hours"],
  ["999", "999 byte-hours"],
  ["1200000000", "1.2 GB-hours"],
  ["999949999", "999.9 MB-hours"],
  ["999960000", "1 GB-hours"],
  ["1000000000000000000", "1,000 PB-hours"],
])("%s bytes held through hours read %j, and never a thousand of what is one of the next", (bytes, text) => {
  expect(english.byteHours(bytes)).toBe(text);
});

test("Japanese writes the same amounts in its own units", () => {
  expect(japanese.duration("180")).toBe("3 分");
  expect(japanese.byteHours("1200000000")).toBe("1.2 GB 時間");
  expect(japanese.compact("1234567")).toBe("123.5万");
});

test("a count of any length is written with its very digits, as is money", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (value) => {
      for (const format of [english, japanese]) {
        expect(format.number(String(value)).replaceAll(",", "")).toBe(String(value));
        const digits = format.moneyExact(String(value)).replaceAll(/[^\d.-]/g, "");
        expect(digits).toBe(`${value}.00`);
      }
    }),
  );
});

test("an amount is never written as larger in one unit than a larger amount in the next", () => {
  const order = ["sec", "min", "hr"];
  const read = (text: string) => {
    const [number = "", unit = ""] = text.split(" ");
    return { number: Number(number.replaceAll(",", "")), place: order.indexOf(unit) };
  };
  fc.assert(
    fc.property(fc.double({ min: 0, max: 20_000, noNaN: true }), (seconds) => {
      const { number, place } = read(english.duration(seconds));
      expect(place).toBeGreaterThanOrEqual(0);
      if (place < 2) expect(number).toBeLessThan(60);
      if (place > 0) expect(number).toBeGreaterThanOrEqual(1);
    }),
    { numRuns: 1000, examples: [[59.95], [3597], [3599.999]] },
  );
});

test.each(["count", "money", "seconds", "byteHours"] as const)(
  "%s are written in full and in short",
  (unit) => {
    const { full, short } = writeUnit(english, unit);
    for (const value of ["0", "1", "1234567.89"]) {
      expect(full(value)).toMatch(/\d/);
      expect(short(value).length).toBeLessThanOrEqual(full(value).length);
    }
  },
);
