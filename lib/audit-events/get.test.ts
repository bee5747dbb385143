import { expect, test } from "vitest";
import { parsePlace, placeToText } from "#lib/audit-events/event-place.ts";
import { getEvent } from "#lib/audit-events/get.ts";
import { anActor } from "#lib/testing/factories.ts";
import { anEvent } from "#lib/testing/events.ts";

test("an event comes back character by character, whatever is in its id and its values", async () => {
  const actor = await anActor({ role: "auditor" });
  const id = "audit/log '\"=1+1😀\t日本";
  const event = await anEvent(actor.organization, {
    id,
    payload: { text: "\u0000\u0007 \ud800 </script>", big: "x".repeat(2_000_000) },
  });
  const place = parsePlace(placeToText({ effectiveAt: new Date(event.at), id }));
  const found = await getEvent(actor, place);
  expect(found.raw).toBe(event.raw);
  expect(found.id).toBe(id);
});

test("another organization's event is not found", async () => {
  const [mine, theirs] = [await anActor(), await anActor()];
  const event = await anEvent(theirs.organization);
  const place = { effectiveAt: new Date(event.at), id: event.id };
  await expect(getEvent(mine, place)).rejects.toMatchObject({ code: "not_found" });
  expect((await getEvent(theirs, place)).id).toBe(event.id);
});

test.each(["", "x", "17.", ".id", "99999999999999.id", "17.a\0b"])("%j is no place", (text) => {
  expect(() => parsePlace(text)).toThrow(expect.objectContaining({ code: "invalid" }));
});
