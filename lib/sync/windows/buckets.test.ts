import { expect, test } from "vitest";
import { readBuckets } from "#lib/sync/windows/buckets.ts";

const bucket = (start: number, end: number, more: object = { results: [] }) => ({
  object: "bucket",
  start_time: start,
  end_time: end,
  ...more,
});

test("results are read under either of their names", () => {
  expect(
    readBuckets([bucket(0, 10, { results: [{ a: 1 }] }), bucket(10, 20, { result: [{ b: 2 }] })], 0),
  ).toEqual([
    { from: 0, to: 10, results: [{ a: 1 }] },
    { from: 10, to: 20, results: [{ b: 2 }] },
  ]);
});

test("a bucket that was read already is a page that repeats", () => {
  const repeated = expect.objectContaining({ code: "repeated_cursor" });
  expect(() => readBuckets([bucket(0, 10)], 10)).toThrow(repeated);
  expect(() => readBuckets([bucket(10, 20), bucket(0, 10)], 0)).toThrow(repeated);
});

test.each([[{}], [null], [bucket(10, 10)], [bucket(0, 10, { results: "none" })], ["bucket"]])(
  "%j is no bucket",
  (item) => {
    expect(() => readBuckets([item], 0)).toThrow(expect.objectContaining({ code: "malformed" }));
  },
);
