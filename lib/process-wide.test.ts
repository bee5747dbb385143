import { expect, test, vi } from "vitest";
import { processWide } from "./process-wide.ts";

test("what was made once is what every bundle of the file gets, whatever it is", async () => {
  const make = vi.fn(() => null);
  expect(processWide("test: nothing", make)).toBeNull();
  vi.resetModules();
  const again = await import("./process-wide.ts");
  expect(again.processWide).not.toBe(processWide);
  expect(again.processWide("test: nothing", make)).toBeNull();
  expect(make).toHaveBeenCalledTimes(1);
  expect(again.processWide("test: another", () => 2)).toBe(2);
});
