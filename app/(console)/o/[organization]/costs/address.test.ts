import fc from "fast-check";
import { expect, test } from "vitest";
import { loadCostLink, parseCostQuery } from "#lib/costs/filters.ts";
import { costDimensions, filtersOf } from "#lib/costs/groupings.ts";
import { costAddress, exportAddress, partAddress, rowsAddress } from "./address.ts";

const paramsOf = (address: string) => new URL(address, "http://console").searchParams;
const group = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("", ",", "gpt-5, input", "%2c", "100%", "none", "~", "&by=key", "#", "+", "日本,語"),
);

test("whatever a group is called, its address leads to that group alone, with nothing opened", () => {
  fc.assert(
    fc.property(fc.constantFrom(...costDimensions), group, (by, name) => {
      fc.pre(!name.includes("%2C"));
      const link = { ...loadCostLink({}), by, open: "x", after: "y" };
      const read = loadCostLink(paramsOf(partAddress("acme", link, by, name)));
      const query = parseCostQuery(read, "2026-11-26");
      expect(query.filters).toEqual({ [by]: [name] });
      expect(filtersOf(query.groupBy)).toContain(by);
      expect([read.open, read.after]).toEqual([null, null]);
    }),
    { numRuns: 400 },
  );
});

test("an address has a path of its own, and the organization as one part of it", () => {
  expect(costAddress("acme", {})).toBe("/o/acme/costs");
  expect(rowsAddress("a/b", {})).toMatch(/^\/o\/a%2Fb\/costs\/rows/);
  expect(exportAddress("acme", { after: "x" }, "/rows")).toBe("/o/acme/costs/rows/export");
});
