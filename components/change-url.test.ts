import fc from "fast-check";
import { parseAsArrayOf, parseAsString } from "nuqs/server";
import { expect, test } from "vitest";
import { changeParams, joinValues, splitValues } from "#components/change-url.ts";

test("one parameter is set, one taken away, the rest stay", () => {
  expect(changeParams("?q=a+b&before=x&sort=name", { q: "c d", before: null })).toBe("q=c+d&sort=name");
  expect(changeParams("", { q: null })).toBe("");
});

test("a list reads as people would write it", () => {
  expect(changeParams("", { type: "user.*,project.created" })).toBe("type=user.*,project.created");
});

test("whatever is set is read back by the server", () => {
  const texts = fc.string({ unit: "grapheme" });
  fc.assert(
    fc.property(texts, texts, (value, other) => {
      const read = new URLSearchParams(changeParams(changeParams("", { other }), { q: value }));
      expect(read.get("q")).toBe(value.toWellFormed());
      expect(read.get("other")).toBe(other.toWellFormed());
    }),
  );
});

test("values with commas are told apart, here and by the server's parser", () => {
  const parser = parseAsArrayOf(parseAsString);
  const values = fc.array(
    fc.string({ minLength: 1 }).filter((text) => !/%2C/i.test(text)),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(values, (list) => {
      const text = joinValues(list);
      expect(splitValues(text)).toEqual(list);
      expect(parser.parse(text ?? "")).toEqual(list);
    }),
  );
  expect(joinValues([])).toBeNull();
  expect(splitValues("")).toEqual([]);
});
