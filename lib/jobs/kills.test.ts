import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { runKills } from "#lib/testing/kills/run-kills.ts";

test("whatever is killed at a dozen random moments of a sync with writes going on: nothing lost, nothing doubled", async () => {
  const seed = randomInt(1_000_000);
  const report = await runKills({ kills: 12, seed, days: 8, paceMs: 1_200 });
  expect(report, `seed ${seed}`).toMatchObject({ wrong: [] });
  expect(report.changes).toBeGreaterThan(0);
}, 1_200_000);
