import fc from "fast-check";
import { expect, test } from "vitest";
import { countEvents } from "#lib/audit-events/count.ts";
import { listEvents } from "#lib/audit-events/list.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import { DomainError } from "#lib/errors.ts";
import { anActor, anOrganization } from "#lib/testing/factories.ts";
import { listTrail } from "#lib/trail/list.ts";
import { outcomes } from "#lib/trail/outcomes.ts";
import type { TrailFilter } from "#lib/trail/parse-filter.ts";
import { parseTrailFilter, trailToParams } from "#lib/trail/parse-filter.ts";

const start = { after: null, before: null };
const invalid = { code: "invalid", key: "filterInvalid" };

function understood(params: Record<string, string | string[]>): TrailFilter | null {
  try {
    return parseTrailFilter(params);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

const text = fc.oneof(
  fc.constantFrom("", " ", ",", ",,,", "member.invite", "member.invite,,key.delete", "'; --", "100%", "a\tb"),
  fc.constantFrom("0000-01-01", "1969-12-31", "9999-12-31", "2026-02-30", "2028-02-29", "2026-11-22"),
  fc.constantFrom(...outcomes, "done"),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const params = fc.dictionary(
  fc.constantFrom("actor", "action", "target", "outcome", "from", "to", "page"),
  text,
);

test("a filter that is understood means the same as its link, and a narrower one never reads as a wider", () => {
  fc.assert(
    fc.property(params, (given) => {
      const filter = understood(given);
      if (!filter) return;
      const link = trailToParams(filter);
      expect(parseTrailFilter(Object.fromEntries(link))).toEqual(filter);
      const asked = Object.entries(filter).filter(([, value]) => value !== null);
      expect([...link.keys()].toSorted()).toEqual(asked.map(([name]) => name).toSorted());
      for (const value of link.values()) expect(value).not.toBe("");
    }),
    { numRuns: 500, examples: [[{ action: "," }], [{ action: ",,", outcome: "failed" }]] },
  );
});

test.each<[string, Record<string, string>]>([
  ["a comma for actions", { action: "," }],
  ["commas and blanks for actions", { action: " ,, " }],
  ["more actions than there are", { action: Array.from({ length: 101 }, (_, n) => `a${n}`).join(",") }],
  ["an endless action", { action: "x".repeat(2001) }],
  ["an endless name", { actor: "x".repeat(201) }],
  ["a zero byte", { target: "a\u0000b" }],
  ["two outcomes", { outcome: "succeeded,failed" }],
  ["a day without its zeros", { from: "2026-2-1" }],
  ["a day that no month has", { from: "2026-02-30" }],
  ["the last day of four digits", { to: "9999-12-31" }],
  ["the year nought", { from: "0000-01-01" }],
])("%s is refused, and not read as everything", (_name, given) => {
  expect(() => parseTrailFilter(given)).toThrow(expect.objectContaining(invalid));
});

test("of a parameter that is repeated the first counts, and blank ones are none", () => {
  expect(parseTrailFilter({ actor: ["aiko", "ben"], target: "  ", outcome: [] })).toMatchObject({
    actor: "aiko",
    target: null,
    outcome: null,
  });
});

test("any day that a filter takes can be asked of Postgres, in the zones at both ends of the world", async () => {
  const days = ["1970-01-01", "1970-01-02", "9998-12-31", "2026-03-08"];
  for (const timeZone of ["Pacific/Kiritimati", "Etc/GMT+12", "America/Los_Angeles"]) {
    const actor = await anActor({ organization: await anOrganization({ timeZone }) });
    for (const day of days) {
      const range = { from: day, to: day };
      expect((await listTrail(actor, parseTrailFilter(range), start)).rows).toEqual([]);
      const filter = parseAuditFilter({ from: `${day}T23:59`, to: day });
      expect((await listEvents(actor, filter)).rows).toEqual([]);
      expect(await countEvents(actor, filter)).toMatchObject({ count: 0 });
    }
  }
  for (const given of [{ to: "9999-12-31" }, { from: "9999-12-31T23:00" }])
    expect(() => parseAuditFilter(given)).toThrow(expect.objectContaining(invalid));
});
