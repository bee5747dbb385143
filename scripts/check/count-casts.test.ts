import { expect, test } from "vitest";
import { countCasts } from "./count-casts.ts";

test.each([
  ["const a = b as string;", 1],
  ["const a = (await b()) as { c: number };", 1],
  ["const a = b as unknown as C;", 2],
  ["const a = <string>b;", 1],
  ["f(\n  a as\n    B,\n);", 1],
  ["const a = [1, 2] as const;", 0],
  ["const a = { b: 1 } satisfies B;", 0],
  ['import { a as b } from "c"; export { b as d };', 0],
  ["// as good as it gets\n/** As soon as (possible) */\nconst a = `as ${b} as C`;", 0],
])("%j casts %i times", (source, casts) => {
  expect(countCasts("a.ts", source)).toBe(casts);
});

test("what a page says in words is no cast", () => {
  expect(countCasts("a.tsx", "const a = <p>Sign in as Owner {b as string}</p>;")).toBe(1);
});
