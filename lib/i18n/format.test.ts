import fc from "fast-check";
import { expect, test } from "vitest";
import { createFormat } from "#lib/i18n/format.ts";

const english = createFormat("en", "Asia/Tokyo");
const japanese = createFormat("ja", "Asia/Tokyo");

test("times are those of the zone, days those of the calendar", () => {
  expect(english.dateTime("2026-11-22T15:30:00Z")).toContain("Nov 23, 2026");
  expect(japanese.date("2026-11-22T15:30:00Z")).toBe("2026/11/23");
  expect(english.day("2026-11-22")).toBe("Nov 22, 2026");
  expect(japanese.month("2026-11-22")).toBe("2026年11月");
});

test.each([
  [-30, "30 seconds ago"],
  [-90, "1 minute ago"],
  [-7_200, "2 hours ago"],
  [-86_400, "yesterday"],
  [3 * 86_400, "in 3 days"],
])("%d seconds from now reads %j", (seconds, text) => {
  const now = Date.UTC(2026, 10, 22);
  expect(english.relative(now + seconds * 1000, now)).toBe(text);
});

test("money keeps every digit of a decimal string", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), (micros) => {
      const whole = micros / 1_000_000n;
      const rest = (micros % 1_000_000n).toString().padStart(6, "0");
      const shown = english.moneyExact(`${whole}.${rest}`).replaceAll(/[$,]/g, "");
      const [units, fraction = ""] = shown.split(".");
      expect(BigInt(units ?? "") * 1_000_000n + BigInt(fraction.padEnd(6, "0"))).toBe(micros);
    }),
  );
});

test("cents are rounded once", () => {
  expect(english.money("0.125")).toBe("$0.13");
  expect(english.money("9007199254740993.01")).toBe("$9,007,199,254,740,993.01");
});
