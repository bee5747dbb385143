import fc from "fast-check";
import { expect, test } from "vitest";
import { prettyJson } from "#lib/audit-events/pretty.ts";

test("laid-out JSON means the same", () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(JSON.parse(prettyJson(json))).toEqual(JSON.parse(json));
    }),
  );
});

test("plain JSON is laid out as JSON.stringify does it", () => {
  const value = { a: [1, { b: "x, {y}: [z]" }], empty: {}, none: [], quote: 'say "hi" \\' };
  expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
});

test("digits, doubled keys and escapes stay as they came; what cannot be seen is shown as its code", () => {
  const pretty = prettyJson('{"n":12345678901234567890,"n":1.0e400,"nul":"\\u0000","mark":"a\u202eb"}');
  expect(pretty).toBe(
    '{\n  "n": 12345678901234567890,\n  "n": 1.0e400,\n  "nul": "\\u0000",\n  "mark": "a\\u202eb"\n}',
  );
});

test("an event of two megabytes is laid out in reasonable time", () => {
  const json = JSON.stringify({
    text: "x".repeat(1_000_000),
    list: Array.from({ length: 100_000 }, (_, n) => n),
  });
  expect(JSON.parse(prettyJson(json))).toEqual(JSON.parse(json));
});
