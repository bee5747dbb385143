import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "#lib/usage/days.ts";
import { splitMonths } from "./split-months.ts";

test.each([
  ["2026-01-01", "2027-01-01", { fromOn: "2026-01-01", toOn: "2027-01-01" }, []],
  ["2026-01-02", "2026-01-31", null, [{ fromOn: "2026-01-02", toOn: "2026-01-31" }]],
  [
    "2026-01-31",
    "2026-03-02",
    { fromOn: "2026-02-01", toOn: "2026-03-01" },
    [
      { fromOn: "2026-01-31", toOn: "2026-02-01" },
      { fromOn: "2026-03-01", toOn: "2026-03-02" },
    ],
  ],
])("from %s to %s are whole months and what is left over", (fromOn, toOn, months, edges) => {
  expect(splitMonths({ fromOn, toOn })).toEqual({ months, edges });
});

test("months and edges cover every day once, and no other", () => {
  fc.assert(
    fc.property(fc.nat(800), fc.integer({ min: 1, max: 500 }), (start, length) => {
      const range = { fromOn: addDays("2025-01-01", start), toOn: addDays("2025-01-01", start + length) };
      const { months, edges } = splitMonths(range);
      const parts = [...edges, ...(months ? [months] : [])].toSorted((a, b) =>
        a.fromOn < b.fromOn ? -1 : 1,
      );
      expect(parts[0]?.fromOn).toBe(range.fromOn);
      expect(parts.at(-1)?.toOn).toBe(range.toOn);
      for (const [index, part] of parts.entries()) {
        expect(part.fromOn < part.toOn).toBe(true);
        if (index > 0) expect(part.fromOn).toBe(parts[index - 1]?.toOn);
      }
    }),
  );
});
