import { expect, test } from "vitest";
import { loadRowsLink } from "#lib/usage/parse-rows.ts";
import type { ChartRows } from "./chart-series.ts";
import { otherId } from "./chart-series.ts";
import { rowsAddress } from "./rows-address.ts";

const rows: ChartRows = {
  address: "/o/acme/usage/rows?kind=images&model=a&range=90d",
  by: "model",
  spans: [
    { from: "2026-05-01", through: "2026-05-07" },
    { from: "2026-05-08", through: "2026-05-08", hour: "2026-05-08T03:00:00Z" },
  ],
};

function linkOf(address: string | null) {
  return loadRowsLink(new URL(address ?? "", "http://x").searchParams);
}

test("a figure leads to the rows of its days and its series, and keeps the other filters", () => {
  expect(linkOf(rowsAddress(rows, 0, 'gpt "6", mini'))).toMatchObject({
    kind: "images",
    range: "custom",
    from: "2026-05-01",
    through: "2026-05-07",
    model: ['gpt "6", mini'],
    hour: null,
  });
  expect(linkOf(rowsAddress(rows, 1))).toMatchObject({ hour: "2026-05-08T03:00:00Z", model: ["a"] });
});

test("what stands for many series leads nowhere, and so does a column that is not there", () => {
  expect(rowsAddress(rows, 0, otherId)).toBeNull();
  expect(rowsAddress(rows, 9)).toBeNull();
});
