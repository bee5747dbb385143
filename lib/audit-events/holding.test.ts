import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { countEvents } from "#lib/audit-events/count.ts";
import { mostValues } from "#lib/audit-events/holding.ts";
import { listEvents } from "#lib/audit-events/list.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findEvents } from "#lib/search/events.ts";
import { eventRow } from "#lib/sync/audit/event-row.ts";
import { textValues } from "#lib/sync/audit/text-values.ts";
import { addEvents, anEventFact, auditEvents } from "#lib/testing/events.ts";
import { anActor, anId } from "#lib/testing/factories.ts";

vi.setConfig({ testTimeout: 180_000 });

const at = Date.parse("2026-10-20T09:00:00Z") / 1000;

async function found(actor: Actor, q: string): Promise<string[]> {
  return (await listEvents(actor, parseAuditFilter({ q }))).rows.map(({ id }) => id).toSorted();
}

const full = {
  object: "organization.audit_log",
  id: "audit_log-full",
  type: "api_key.created",
  effective_at: at,
  actor: {
    type: "session",
    session: {
      user: { id: "user-Hana1", email: "Hana.Sato@Example.com", nick: "ハナ" },
      ip_address: "203.0.113.77",
      user_agent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/143.0",
      ja3: "ja3-0badcafe",
      ja4: "t13d1516h2_8daaf6152771",
      ip_address_details: { country: "JP", city: "東京", asn: "2516" },
      token: "unheard-of",
    },
    api_key: { id: "key_Actor", type: "user", service_account: { id: "svc_9" }, hint: "no such field" },
    more: ["of the actor"],
  },
  project: { id: "proj_Search", name: "Search 50%_off", region: "eu-west" },
  "api_key.created": { id: "key_77", data: { scopes: ["api.model.read"] } },
  beside: { deep: ["whatever else"] },
};

test("every text of an event finds it, whole or in part, in any case, and no text finds it across two of them", async () => {
  const actor = await anActor();
  await addEvents(actor.organization, [eventRow(full, false)]);
  await auditEvents(actor.organization, [anEventFact({ type: "login.failed" })]);
  const texts = textValues(full).split("\n");
  expect(texts).toHaveLength(26);
  for (const text of texts.filter((each) => each !== "organization.audit_log" && each !== "session")) {
    expect([text, await found(actor, text.toUpperCase())]).toEqual([text, [full.id]]);
    expect([text, await found(actor, text.slice(1))]).toEqual([text, [full.id]]);
  }
  expect(await found(actor, "organization.audit")).toHaveLength(2);
  for (const text of ["user-hana1hana", "user-hana1 hana", "jp 東京", "50%off", "search%", "203.0.113.771"])
    expect([text, await found(actor, text)]).toEqual([text, []]);
});

const word = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    "%",
    "_",
    "\\",
    "'",
    "a\nb",
    "Σ",
    "İx",
    "日本",
    "nul\0",
    "\ud800",
    "x".repeat(3000),
  ),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const json = fc.oneof(
  word,
  fc.constant(null),
  fc.array(word, { maxLength: 2 }),
  fc.dictionary(word, word, { maxKeys: 2 }),
);
const maybe = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: json });
const person = fc.record({ id: word, email: word, more: json }, { requiredKeys: [] });
const anyEvent = fc.record(
  {
    object: maybe(word),
    type: maybe(fc.constantFrom("login.succeeded", "Odd/Type", "")),
    actor: maybe(
      fc.record(
        {
          type: json,
          session: maybe(
            fc.record(
              {
                user: maybe(person),
                ip_address: maybe(word),
                ip_address_details: json,
                user_agent: json,
                ja3: json,
              },
              { requiredKeys: [] },
            ),
          ),
          api_key: maybe(
            fc.record(
              { id: word, user: maybe(person), service_account: maybe(person) },
              { requiredKeys: [] },
            ),
          ),
          more: json,
        },
        { requiredKeys: [] },
      ),
    ),
    project: maybe(person),
    "login.succeeded": json,
  },
  { requiredKeys: [] },
);

test("whatever events look like, a text finds those that hold it: kept once, as before, or some of each", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyEvent, { minLength: 1, maxLength: 12 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 20 })), {
        minLength: 6,
        maxLength: 6,
      }),
      async (documents, parts) => {
        const events = documents.map((event) => ({ ...event, id: anId("audit_log"), effective_at: at }));
        const rows = events.map((event) => eventRow(event, false));
        const asBefore = rows.map((row, n) => ({ ...row, searchText: textValues(events[n]), repeated: [] }));
        const actors = [await anActor(), await anActor(), await anActor()] as const;
        await addEvents(actors[0].organization, rows);
        await addEvents(actors[1].organization, asBefore);
        await addEvents(
          actors[2].organization,
          rows.map((row, n) => (n % 2 ? row : (asBefore[n] ?? row))),
        );
        for (const [event, line, begin, length] of parts) {
          const lines = textValues(events[event % events.length]).split("\n");
          const text = [...(lines[line % lines.length] ?? "")];
          const q = text
            .slice(begin % (text.length + 1))
            .slice(0, length)
            .join("")
            .replaceAll(/\p{Cc}/gu, "")
            .trim();
          if (q === "") continue;
          const holds = rows
            .filter((_, n) => textValues(events[n]).includes(q.toLowerCase()))
            .map(({ id }) => id);
          for (const actor of actors) {
            expect([q, await found(actor, q)]).toEqual([q, holds.toSorted()]);
            expect((await countEvents(actor, parseAuditFilter({ q }))).count).toBe(holds.length);
          }
        }
      },
    ),
    { numRuns: 12 },
  );
});

test("a text in more values than are looked up finds all their events, and they alone", async () => {
  const actor = await anActor();
  const people = Array.from({ length: mostValues + 1 }, (_, n) =>
    anEventFact({ at: "2026-03-05T09:00:00Z", actorId: `user-${n}`, actorEmail: `p${n}@left.example.com` }),
  );
  const later = anEventFact({
    at: "2026-10-05T09:00:00Z",
    actorId: "user-x",
    actorEmail: "p@here.example.com",
  });
  const tells = anEventFact({ at: "2026-10-06T09:00:00Z", payload: { note: "gone to Left.Example.com" } });
  await auditEvents(actor.organization, [...people, later, tells]);
  const filter = parseAuditFilter({ q: "left.example.com" });
  expect((await countEvents(actor, filter)).count).toBe(people.length + 1);
  const { rows, next } = await listEvents(actor, filter);
  expect(rows[0]?.id).toBe(tells.id);
  const rest = await listEvents(actor, filter, next, people.length);
  const ids = [...rows, ...rest.rows].map(({ id }) => id);
  expect(ids.toSorted()).toEqual([...people, tells].map(({ id }) => id).toSorted());
});

test("what one organization's events share finds nothing of another's", async () => {
  const [mine, theirs] = [await anActor(), await anActor()];
  const shared = { actorId: "user-1", ip: "203.0.113.9", projectId: "proj_1", type: "role.updated" };
  await auditEvents(mine.organization, [anEventFact({ ...shared, actorEmail: "only@mine.example" })]);
  const other = anEventFact({ ...shared, actorEmail: "other@theirs.example" });
  await auditEvents(theirs.organization, [other]);
  expect(await found(theirs, "only@mine")).toEqual([]);
  expect(await found(theirs, "203.0.113.9")).toEqual([other.id]);
});

test("the palette finds what events share, in the newest and in older ones", async () => {
  const actor = await anActor();
  const event = { ...full, id: anId("audit_log"), effective_at: at - 90 * 86_400 };
  await addEvents(actor.organization, [eventRow(event, false)]);
  const find = async (text: string) =>
    (await findEvents(actor, { exact: text, lower: text }, { budgetMs: 60_000 })).rows.map(({ id }) => id);
  expect(await find("firefox")).toEqual([event.id]);
  const filler = Array.from({ length: 5_000 }, () => anEventFact({ at: "2026-11-01T00:00:00Z" }));
  await auditEvents(actor.organization, filler);
  for (const text of ["firefox", "hana.sato@", "search 50%", "東京", "0badcafe"])
    expect(await find(text)).toEqual([event.id]);
});
