import { expect, test } from "vitest";
import { DaySums } from "#lib/rollups/day-sums.ts";
import { dimensionColumns, rollUp } from "#lib/rollups/roll-up.ts";
import type { Measures } from "#lib/rollups/sums.ts";

const row = { requests: 1, input: 2, output: 3, cached: 4, quantity: 5 };
const most = Number.MAX_SAFE_INTEGER;

function dimensions(named: Partial<Record<(typeof dimensionColumns)[number], string>>): string {
  return dimensionColumns.map((column) => `${named[column] ?? ""}\t`).join("");
}

/** Days, each with its rows, as the worker sums them up. */
function sumsOf(days: Record<string, [string, Measures][]>): DaySums {
  const sums = new DaySums("UTC");
  for (const [day, rows] of Object.entries(days)) {
    sums.begin(Date.parse(day) / 1000);
    for (const [named, measures] of rows) sums.add(named, measures);
  }
  return sums;
}

test("days become rows of every grain, those that hold everything in the order of their keys, and months of both", () => {
  const b = dimensions({ project_id: "p", api_key_id: "key_b", model: "m", batch: "true" });
  const a = dimensions({ project_id: "p", api_key_id: "key_a", model: "m", batch: "false" });
  const sums = sumsOf({
    "2026-03-29": [[a, row]],
    "2026-03-30": [
      [b, row],
      [a, row],
    ],
    "2026-03-31": [[a, row]],
    "2026-04-01": [[a, { ...row, quantity: 7 }]],
  });
  const rolled = rollUp(sums, (day) => day !== "2026-03-29");
  const project = dimensions({ project_id: "p" });
  const model = (batch: string) => dimensions({ model: "m", batch });
  const one = "1\t2\t3\t4\t5\n";
  const two = "2\t4\t6\t8\t10\n";
  expect(rolled?.daily.filter((line) => line.startsWith("full"))).toEqual([
    `full\t2026-03-30\t${a}${one}`,
    `full\t2026-03-31\t${a}${one}`,
    `full\t2026-04-01\t${a}1\t2\t3\t4\t7\n`,
    `full\t2026-03-30\t${b}${one}`,
  ]);
  expect(rolled?.daily).toHaveLength(11);
  expect(rolled?.daily).toContain(`project\t2026-03-30\t${project}${two}`);
  expect(rolled?.daily).toContain(`model\t2026-03-30\t${model("true")}${one}`);
  expect(rolled?.monthly).toHaveLength(8);
  expect(rolled?.monthly).toContain(`full\t2026-03-01\t${a}2\t${two}`);
  expect(rolled?.monthly).toContain(`full\t2026-03-01\t${b}1\t${one}`);
  expect(rolled?.monthly).toContain(`project\t2026-03-01\t${project}2\t3\t6\t9\t12\t15\n`);
  expect(rolled?.monthly).toContain(`model\t2026-04-01\t${model("false")}1\t1\t2\t3\t4\t7\n`);
});

test.each<[string, [string, Measures][], [string, Measures][]]>([
  ["a fraction", [["a", { ...row, quantity: 1.5 }]], []],
  [
    "fractions that make a whole",
    [
      ["a", { ...row, quantity: 0.5 }],
      ["a", { ...row, quantity: 0.5 }],
    ],
    [],
  ],
  ["a count beyond what a double holds", [["a", { ...row, input: 2 ** 53 }]], []],
  [
    "a sum beyond it",
    [
      ["a", { ...row, output: most }],
      ["a", { ...row, output: 1 }],
    ],
    [],
  ],
  [
    "a sum that comes back from beyond it",
    [
      ["a", { ...row, cached: most }],
      ["a", { ...row, cached: 2 }],
      ["a", { ...row, cached: -8 }],
    ],
    [],
  ],
  [
    "a project's sum beyond it",
    [
      ["p\ta", { ...row, requests: most }],
      ["p\tb", row],
    ],
    [],
  ],
  ["a month's sum beyond it", [["a", { ...row, requests: most }]], [["a", row]]],
])("%s is left to Postgres, whatever comes after it", (_name, first, second) => {
  const sums = sumsOf({ "2026-03-30": [...first, ["z", row]], "2026-03-31": second });
  expect(rollUp(sums, () => true)).toBeNull();
});
