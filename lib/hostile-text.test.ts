import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { edges } from "#lib/testing/access/edges.ts";
import { tryTo } from "#lib/testing/access/try.ts";
import { aWorld } from "#lib/testing/access/world.ts";

let actor: Actor;
beforeAll(async () => {
  actor = (await aWorld()).owner;
});

const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");

/** Each has broken something somewhere: encodings, quoting, patterns, numbers, dates, cursors, sheer length. */
const hostile = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "a\udfffb",
  "\ufeff\u202e\u200b",
  "\r\n\t\u001b[2J",
  "😀".repeat(200),
  "x".repeat(100_000),
  "%".repeat(5_000),
  "%_\\%_\\",
  "\\",
  "'; DROP TABLE members; --",
  "\"'`$1 ${1} $$ {{7*7}}",
  "../../../etc/passwd",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "undefined",
  "[object Object]",
  "NaN",
  "-Infinity",
  "1e309",
  "-1",
  "99999999999999999999999999",
  "99999999999.x",
  "0000-01-01",
  "0001-01-01",
  "2026-02-30",
  "9999-12-31",
  "+275760-09-13",
  "-000001-01-01",
  "2026-11-25T99:99:99Z",
  "2026-11-25T03:00:00Z",
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-fffffffffffg",
  ",,,,",
  ",".repeat(50_000),
  "(none),(none)",
  "%F0%28%8C%28",
  "=HYPERLINK(1)",
  "[1,2",
  cursorOf(),
  cursorOf("a", "b"),
  cursorOf("\0", "\0"),
  cursorOf(null, {}),
  cursorOf("9".repeat(40), "x"),
  cursorOf("1e400", "x"),
  cursorOf("-Infinity", "x"),
  cursorOf("Infinity", "x"),
  cursorOf("99999999999.9", "x"),
  cursorOf("0000-01-01", "x"),
  cursorOf("9999-12-31", "x", "y"),
  cursorOf("2026-99-99", "x"),
  cursorOf(["deep"], 1),
];

const shown = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

describe.each(Object.entries(edges))("%s", (_name, edge) => {
  test("is answered or refused in words, whatever is typed", async () => {
    for (const text of hostile) {
      const tried = await tryTo(() => edge(actor, text));
      expect(tried, shown(text)).not.toMatchObject({ ended: "crash" });
    }
  });

  test("the same for any text at all, and for cursors of any shape", async () => {
    const part = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("-1", "1e9", "2026-11-25", "\0"));
    const cursor = fc.array(part, { maxLength: 4 }).map((parts) => cursorOf(...parts));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: "binary" }), cursor), async (text) => {
        expect(await tryTo(() => edge(actor, text))).not.toMatchObject({ ended: "crash" });
      }),
      { numRuns: 25 },
    );
  });
});
