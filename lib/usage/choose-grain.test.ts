import { expect, test } from "vitest";
import type { Dimension } from "./kinds.ts";
import { chooseGrain } from "./choose-grain.ts";

const questions: [Dimension[], string][] = [
  [[], "model"],
  [["model"], "model"],
  [["tier", "batch"], "model"],
  [["project"], "project"],
  [["member"], "member"],
  [["project", "model"], "project_model"],
  [["key"], "key"],
  [["project", "member"], "key"],
  [["member", "model"], "full"],
  [["key", "batch"], "full"],
];

test.each(questions)("%j is answered from the rollup %s", (asked, grain) => {
  expect(chooseGrain(asked)).toBe(grain);
});
