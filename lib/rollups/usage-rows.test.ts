import { expect, test } from "vitest";
import type { UsageColumn } from "./usage-rows.ts";
import { grainOf } from "./usage-rows.ts";

const questions: [UsageColumn[], string][] = [
  [[], "model"],
  [["model"], "model"],
  [["service_tier", "batch"], "model"],
  [["size", "source", "context_level"], "model"],
  [["project_id"], "project"],
  [["member_id"], "full"],
  [["project_id", "model"], "full"],
  [["vector_store_id"], "full"],
  [["api_key_id", "batch"], "full"],
];

test.each(questions)("%j is answered from the grain %s", (asked, grain) => {
  expect(grainOf(asked)).toBe(grain);
});
