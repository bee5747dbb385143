import fc from "fast-check";
import { expect, test } from "vitest";
import { splitItems } from "#lib/sync/split-items.ts";

async function* inPieces(text: string, cuts: number[]): AsyncGenerator<string> {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].toSorted((a, b) => a - b);
  let from = 0;
  for (const place of [...places, text.length]) {
    yield await Promise.resolve(text.slice(from, place));
    from = place;
  }
}

async function split(text: string, cuts: number[] = []) {
  const items: string[] = [];
  const envelope = await splitItems(inPieces(text, cuts), (item) => items.push(item));
  return { envelope, items };
}

const parsed = (texts: string[]) => texts.map((text) => JSON.parse(text) as unknown);

test("whatever the items and whatever stands around them, cut anywhere: the same items, and the rest without them", async () => {
  const list = fc.record({ data: fc.array(fc.jsonValue()), has_more: fc.boolean() });
  const around = fc.dictionary(fc.string(), fc.jsonValue());
  await fc.assert(
    fc.asyncProperty(
      around,
      list,
      fc.array(fc.nat()),
      fc.constantFrom(0, 2),
      async (more, page, cuts, indent) => {
        const { data, ...rest } = page;
        const text = JSON.stringify({ ...more, data, ...rest }, null, indent);
        const { envelope, items } = await split(text, cuts);
        expect(parsed(items)).toEqual(JSON.parse(JSON.stringify(data)));
        expect(JSON.parse(envelope)).toEqual(JSON.parse(JSON.stringify({ ...more, data: [], ...rest })));
      },
    ),
  );
});

test.each([
  ['{"x":"\\"data\\":[1,2]","data":[3]}', [3]],
  ['{"x":{"data":[1,2]},"data":[3]}', [3]],
  ['{"x\\"data":[1,2],"data":[3]}', [3]],
  ['{"data" :\n [ {"a":"],}"} , "b" ] }', [{ a: "],}" }, "b"]],
  ['{"data":[]}', []],
  ['{"data":{"a":[1]}}', []],
  ["[1,2]", []],
  ["null", []],
])("%s", async (text, items) => {
  expect(parsed((await split(text)).items)).toEqual(items);
});

test.each([
  '{"data":[1,]}',
  '{"data":[,1]}',
  '{"data":[1',
  '{"data":[1}',
  '{"data":[{"a":1]}',
  '{"data":[1],"data":[2]}',
  "",
  "<html>",
])("%s is refused, at the latest when its parts are parsed", async (text) => {
  const read = async () => {
    const { envelope, items } = await split(text);
    return [JSON.parse(envelope), ...parsed(items)] as unknown[];
  };
  await expect(read()).rejects.toThrow(SyntaxError);
});
