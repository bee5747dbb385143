import { expect, test } from "vitest";
import { expectInOrder, readBucket } from "#lib/sync/windows/buckets.ts";

const bucket = (start: number, end: number, more: object = { results: [] }) => ({
  object: "bucket",
  start_time: start,
  end_time: end,
  ...more,
});

test.each(["results", "result"])("results are read under the name of %s", (name) => {
  expect(readBucket(bucket(0, 10, { [name]: [{ a: 1 }] }))).toEqual({
    from: 0,
    to: 10,
    results: [{ a: 1 }],
  });
});

test("a bucket that was read already is a page that repeats", () => {
  const [first, second] = [readBucket(bucket(0, 10)), readBucket(bucket(10, 20))];
  const repeated = expect.objectContaining({ code: "repeated_cursor" });
  expect(() => expectInOrder([first], 10)).toThrow(repeated);
  expect(() => expectInOrder([second, first], 0)).toThrow(repeated);
  expect(() => expectInOrder([first, second], 0)).not.toThrow();
});

test.each([[{}], [null], [bucket(10, 10)], [bucket(0, 10, { results: "none" })], ["bucket"]])(
  "%j is no bucket",
  (item) => {
    expect(() => readBucket(item)).toThrow(expect.objectContaining({ code: "malformed" }));
  },
);
