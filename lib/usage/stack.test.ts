import { expect, test } from "vitest";
import { stack } from "./stack.ts";

test("what lies beyond the largest groups is the rest of the whole, exactly", () => {
  const cells = [
    { bucket: "b1", group: "a", value: "0.3" },
    { bucket: "b2", group: "a", value: "-1" },
  ];
  const wholes = [
    { bucket: "b1", value: "10.000000000000000001" },
    { bucket: "b2", value: "4" },
  ];
  expect(stack(["b1", "b2", "b3"], ["a"], { cells, wholes, hasMore: true }).groups).toEqual([
    { group: "a", values: ["0.3", "-1", "0"] },
    { group: null, values: ["9.700000000000000001", "5", "0"] },
  ]);
  expect(stack(["b1", "b2"], ["a"], { cells, wholes, hasMore: false }).groups).toHaveLength(1);
});

test("what was measured outside the columns is a fault and is not dropped", () => {
  const cells = [{ bucket: "b9", group: "a", value: "1" }];
  expect(() => stack(["b1"], ["a"], { cells, wholes: [], hasMore: false })).toThrow(/outside/);
});
