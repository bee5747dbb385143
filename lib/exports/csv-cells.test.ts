import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { writer } from "#lib/db-writer.ts";
import { exportMembers } from "#lib/members/export.ts";
import { anActor } from "#lib/testing/factories.ts";
import { parseCsv } from "#lib/testing/parse-csv.ts";

vi.setConfig({ testTimeout: 60_000 });

const everyone = { search: "", role: null, projectId: null, hasKeys: null, isRemoved: false };

/** Names that programs of spreadsheets and readers of CSV are known to stumble over. */
const known = [
  ..."= + - @ ＝ ＋ － ＠".split(" ").flatMap((sign) => [sign, `${sign}1+1`, ` ${sign}1+1`, `   ${sign}cmd`]),
  ...[
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\t",
    "\n",
    "\r\n",
    " ",
    "",
    "'",
    '"',
    '""',
    '=HYPERLINK("http://x","y")',
  ],
  ...[
    "a,b",
    'say "hi"',
    "line\nbreak",
    "line\r\nbreak",
    "田中, 直樹",
    "😀",
    "\ufeff=1+1",
    "NULL",
    "\\N",
    "\\.",
  ],
  ...["a=b", "1-1", "mail@example.com", "100%", "'=1+1", "-", "0", "-1", "1e5", "true", "2026-01-01"],
];
const text = fc
  .string({ unit: "binary", maxLength: 12 })
  .map((one) => one.replaceAll("\0", "").toWellFormed());
const names = [...known, ...fc.sample(text, { numRuns: 150, seed: 3 })];
const idOf = (place: number) => `user-${String(place).padStart(4, "0")}`;

let actor: Actor;
let file: string;
beforeAll(async () => {
  actor = await anActor();
  const mirrored = { organizationId: actor.organization.id, raw: {}, mirroredAt: new Date() };
  await writer.member.createMany({
    data: names.map((name, place) => ({ ...mirrored, id: idOf(place), name, email: `${place}@example.com` })),
  });
  const { body } = await exportMembers(actor, everyone, new AbortController().signal);
  file = await new Response(body).text();
});

/** What a spreadsheet takes for the beginning of a formula, with spaces before it or not. */
const isFormula = (cell: string) => /^ *[=+\-@＝＋－＠\t\r\n]/.test(cell);

test("every name comes back as it was, or as it was behind an apostrophe, each in a row of its own", () => {
  const rows = new Map(parseCsv(file).map((row) => [row["id"], row["name"]]));
  expect(rows.size).toBe(names.length);
  for (const [place, name] of names.entries())
    expect(rows.get(idOf(place)), JSON.stringify(name)).toBe(isFormula(name) ? `'${name}` : name);
});

test("no cell of the file begins like a formula, and no harmless name is touched", () => {
  const cells = parseCsv(file).flatMap((row) => Object.values(row));
  expect(cells.filter(isFormula)).toEqual([]);
  for (const harmless of ["a=b", "mail@example.com", "0", "true", "田中, 直樹", "1-1"])
    expect(cells).toContain(harmless);
});
