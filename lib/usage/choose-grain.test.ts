import { expect, test } from "vitest";
import type { Dimension } from "./kinds.ts";
import { chooseGrain } from "./choose-grain.ts";

const questions: [Dimension[], string][] = [
  [[], "model"],
  [["model"], "model"],
  [["tier", "batch"], "model"],
  [["project"], "project"],
  [["member"], "full"],
  [["project", "model"], "full"],
  [["key"], "full"],
  [["project", "member"], "full"],
  [["member", "model"], "full"],
  [["key", "batch"], "full"],
];

test.each(questions)("%j is answered from the rollup %s", (asked, grain) => {
  expect(chooseGrain(asked)).toBe(grain);
});
