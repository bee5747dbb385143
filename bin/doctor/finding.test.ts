import { expect, test } from "vitest";
import { duration, fail, find, ok, warn } from "./finding.ts";

test.each([
  [0, "0 s"],
  [119, "119 s"],
  [120, "2 min"],
  [7_199, "120 min"],
  [7_200, "2 h"],
  [172_799, "48 h"],
  [172_800, "2 d"],
])("%d seconds are %s", (seconds, words) => expect(duration(seconds)).toBe(words));

test("each verdict of a check bears its title, in order", async () => {
  const run = async () => [ok("fine"), warn("so so", "look")];
  expect(await find({ title: "Disk", run })).toEqual([
    { title: "Disk", state: "ok", says: "fine" },
    { title: "Disk", state: "warn", says: "so so", advice: "look" },
  ]);
  expect(await find({ title: "Web", run: () => fail("no", "do") })).toMatchObject([{ state: "fail" }]);
});

test("a check that throws has found something too, and the others go on", async () => {
  const run = () => Promise.reject(new Error("permission denied"));
  expect(await find({ title: "Disk", run })).toMatchObject([
    { title: "Disk", state: "fail", says: expect.stringContaining("permission denied") },
  ]);
});
