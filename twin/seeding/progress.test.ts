import { expect, test } from "vitest";
import { createRateMeter } from "#twin/seeding/progress.ts";

test("a rate is that of the last ten seconds, and none when nothing comes", () => {
  let at = 0;
  const meter = createRateMeter(() => at);
  expect(meter.perSecond()).toBe(0);
  meter.note(0);
  at = 2000;
  meter.note(5000);
  expect(meter.perSecond()).toBe(2500);
  at = 11_000;
  meter.note(6000);
  expect(meter.perSecond()).toBe(Math.round(1000 / 9));
  at = 30_000;
  expect(meter.perSecond()).toBe(0);
});
