import fc from "fast-check";
import { expect, test } from "vitest";
import { loadUsageLink } from "#lib/usage/filters.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";
import { dimensions, kindOf } from "#lib/usage/kinds.ts";
import { parseUsageQuery } from "#lib/usage/parse-filters.ts";
import { drillAddress, exportAddress, nextDimension, rowsAddress, usageAddress } from "./address.ts";

const paramsOf = (address: string) => new URL(address, "http://console").searchParams;
const queryOf = (address: string) => parseUsageQuery(loadUsageLink(paramsOf(address)), "2026-11-26");
/** Any text that the mirror can hold, and what addresses and lists might take apart; "%2C" is how lists write a comma. */
const group = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "",
    ",",
    "a,b",
    "%2c",
    "100%",
    "none",
    "~",
    "&model=x",
    "#",
    "?",
    "+",
    " ",
    "日本,語",
    "\\,",
  ),
);

test("whatever a group is called, its address leads to that group alone, grouped by what comes next", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...usageKindNames),
      fc.constantFrom(...dimensions),
      group,
      (kind, by, name) => {
        fc.pre(!name.includes("%2C"));
        fc.pre(kindOf(kind).dimensions.includes(by));
        const link = { ...loadUsageLink({}), kind, after: "x" };
        const query = queryOf(drillAddress("acme", link, by, name));
        expect(query).toMatchObject({ kind, groupBy: nextDimension(kind, by) });
        expect(query.filters).toEqual({ [by]: [name] });
      },
    ),
    { numRuns: 400 },
  );
});

test("an address has a path of its own, a place in no list, and the organization as one part of it", () => {
  expect(usageAddress("acme", {})).toBe("/o/acme/usage");
  expect(rowsAddress("a/b", { after: "x", before: "y" })).toBe("/o/a%2Fb/usage/rows");
  for (const address of [rowsAddress("acme", { after: "x" }), exportAddress("acme", { after: "x" }, "table")])
    expect(paramsOf(address).get("after")).toBeNull();
});
