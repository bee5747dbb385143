import fc from "fast-check";
import { expect, test } from "vitest";
import { DomainError } from "#lib/errors.ts";
import { viewPageNames } from "#lib/views/pages.ts";
import { readQuery } from "#lib/views/read-query.ts";

const names = (
  "q role project keys who sort dir after before status owner kind risk unused older expiry range from through per by " +
  "show compare model member key tier batch apiSource size imageSource context store lineItem open actor type resource ip to tenant"
).split(" ");
const values = [
  "",
  "1",
  "yes",
  "no",
  "name",
  "asc",
  "desc",
  "owner",
  "30d",
  "custom",
  "2026-11-01",
  "2026-11-30T09:00",
  "day",
  "month",
  "completions",
  "images",
  "(none)",
  "a,b",
  "a%2Cb",
  ",",
  "project.*",
  "previous",
  "never",
  "90",
  "true",
  "any",
  "田中 & 'x'",
  "a=b&c",
];
const link = fc
  .array(
    fc.tuple(fc.constantFrom(...names), fc.oneof(fc.constantFrom(...values), fc.string({ maxLength: 12 }))),
    { maxLength: 10 },
  )
  .map((pairs) => new URLSearchParams(pairs).toString());

/** What is kept of a link; null where the page refuses it in words. */
function kept(page: (typeof viewPageNames)[number], text: string): string | null {
  try {
    return readQuery(page, text);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

test.each(viewPageNames)(
  "what a view of the page %s keeps means the same when it is opened, and is kept alike",
  (page) => {
    fc.assert(
      fc.property(link, (text) => {
        const once = kept(page, text);
        if (once === null) return;
        expect(readQuery(page, once)).toBe(once);
        // A link begins with the page's first rows, whatever page of them it was kept from.
        expect(once).not.toMatch(/(^|&)(after|before)=/);
        expect(readQuery(page, `?${once}`)).toBe(once);
      }),
      { numRuns: 400 },
    );
  },
);

test("the order of a link's parts, and parts that nobody knows, make no other view", () => {
  expect(readQuery("members", "role=owner&q=a&utm_source=x")).toBe(readQuery("members", "q=a&role=owner"));
});
