import { expect, test } from "vitest";
import { createFormat } from "#lib/i18n/format.ts";
import type { ChartContent } from "./chart-series.ts";
import { columnWords } from "./column-words.ts";

const content: ChartContent = {
  label: "Costs by model",
  unit: "money",
  granularity: "day",
  buckets: ["2026-11-01", "2026-11-02"],
  series: [
    { id: "a", label: "A", values: ["0.1", "0"] },
    { id: "b", label: "B", values: ["0.2", "9007199254740993.01"] },
  ],
  rows: { address: "/o/acme/usage/rows", by: "model", spans: [] },
  compared: { label: "Before", values: ["1"] },
};
const format = createFormat("en", "UTC");

test("a column is worded from its digits, not from what is drawn", () => {
  expect(columnWords(content, [], 1, format)).toMatchObject({
    name: "Nov 2, 2026",
    shown: [{ id: "b", written: "$9,007,199,254,740,993.01" }],
    total: "$9,007,199,254,740,993.01",
  });
  expect(columnWords(content, [], 0, format).total).toBe("$0.30");
});

test("what is hidden is in neither the list nor the total, and what has no counterpart names none", () => {
  expect(columnWords(content, ["b"], 0, format)).toMatchObject({
    total: "$0.10",
    before: { written: "$1.00" },
  });
  expect(columnWords(content, [], 1, format)).not.toHaveProperty("before");
});
