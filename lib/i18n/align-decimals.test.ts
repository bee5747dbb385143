import { expect, test } from "vitest";
import { alignDecimals } from "#lib/i18n/align-decimals.ts";
import { createFormat } from "#lib/i18n/format.ts";

test("the points of figures with different digits stand at the same place from the right", () => {
  const { moneyExact } = createFormat("en", "UTC");
  const amounts = ["0.00656055", "2.41654", "12", "-3.5"].map((amount) => moneyExact(amount));
  const aligned = alignDecimals(amounts);
  expect(new Set(aligned.map((text) => text.length - text.indexOf(".")))).toEqual(new Set([9]));
  expect(aligned.map((text) => text.trimEnd())).toEqual(amounts);
});

test("whole figures among broken ones leave room for the point, and alone stay as they are", () => {
  expect(alignDecimals(["1,204", "0.5"])).toEqual(["1,204\u2008\u2007", "0.5"]);
  expect(alignDecimals(["7", "12"])).toEqual(["7", "12"]);
  expect(alignDecimals([])).toEqual([]);
});
