import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { edges } from "#lib/testing/access/edges.ts";
import { cursorOf, hostile } from "#lib/testing/access/hostile.ts";
import { tryTo } from "#lib/testing/access/try.ts";
import { aWorld } from "#lib/testing/access/world.ts";

let actor: Actor;
beforeAll(async () => {
  actor = (await aWorld()).owner;
});

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
