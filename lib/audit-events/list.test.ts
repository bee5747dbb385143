import fc from "fast-check";
import { expect, test } from "vitest";
import { countEvents } from "#lib/audit-events/count.ts";
import { listEvents } from "#lib/audit-events/list.ts";
import type { Params } from "#lib/audit-events/parse-filter.ts";
import { filterToParams, parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { EventPlace } from "#lib/audit-events/event-place.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { anActor, anOrganization } from "#lib/testing/factories.ts";
import type { EventFact } from "#lib/testing/events.ts";
import { anEvent, anEventFact, auditEvents } from "#lib/testing/events.ts";

async function idsOf(actor: Actor, params: Params): Promise<string[]> {
  return (await listEvents(actor, parseAuditFilter(params))).rows.map(({ id }) => id);
}

const oddWords = ["", "a", "A%b", "50%", "x_y", "x\\y", "Ärger 日本", "ümlaut😀", "o'hara", '"q"', "=1+1"];
const choices = {
  type: [
    "api_key.created",
    "api_key.deleted",
    "project.created",
    "login.succeeded",
    "brand.new_type",
    "projectile.x",
  ],
  email: ["", "aiko@example.com", "o'hara+1@example.com"],
  actorId: ["", "user-1", "svc/2", "user-1'; --"],
  project: ["", "proj-1", "proj-2"],
  ip: ["", "203.0.113.7", "2001:db8::1"],
  at: [
    "2026-03-29T00:59:59Z",
    "2026-03-28T23:00:00Z",
    "2026-03-29T22:00:00Z",
    "2026-03-30T08:00:00Z",
    "2026-01-01T00:00:00Z",
  ],
};

const someEvent = fc
  .record({
    type: fc.constantFrom(...choices.type),
    actorEmail: fc.constantFrom(...choices.email),
    actorId: fc.constantFrom(...choices.actorId),
    actorApiKeyId: fc.constantFrom("", "key_9"),
    projectId: fc.constantFrom(...choices.project),
    ip: fc.constantFrom(...choices.ip),
    at: fc.constantFrom(...choices.at),
    resourceId: fc.constantFrom(...oddWords),
    isTenant: fc.boolean(),
    payload: fc.record({ name: fc.constantFrom(...oddWords) }),
  })
  .map((given) => anEventFact(given));

const maybe = (values: readonly string[]) =>
  fc.option(fc.constantFrom(...values.filter(Boolean)), { nil: undefined, freq: 3 });

const someFilter = fc.record({
  type: maybe([...choices.type, "project.*", "api_key.*,login.succeeded", "none.*"]),
  actor: maybe([...choices.email, ...choices.actorId, "key_9"]),
  project: maybe(choices.project),
  ip: maybe(choices.ip),
  resource: maybe(oddWords),
  from: maybe(["2026-03-29", "2026-03-29T01:00", "2026-03-30T10:00"]),
  to: maybe(["2026-03-28", "2026-03-29", "2026-03-29T03:00", "2026-03-30T10:00:00"]),
  q: maybe([...oddWords, "ÄRGER", "example.com", "proj"]),
  tenant: maybe(["yes", "no"]),
});

/** Berlin's clock jumps from 02:00 to 03:00 on 2026-03-29: +01:00 before, +02:00 after. */
function berlin(local: string): number {
  const [day, clock = "00:00"] = local.split("T");
  const offset = local < "2026-03-29T03:00" ? "+01:00" : "+02:00";
  return Date.parse(`${day}T${clock}${offset}`);
}

function endOf(to: string): number {
  if (to.includes("T")) return berlin(to);
  const nextDay = new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10);
  return berlin(`${nextDay}T00:00`);
}

function matches(event: EventFact, filter: Record<string, string | undefined>): boolean {
  const { actor, type, project, resource, ip, from, to, q, tenant } = filter;
  const texts: string[] = [];
  JSON.parse(event.raw, (_key, value: unknown) => void (typeof value === "string" && texts.push(value)));
  const isOfType = (wanted: string) =>
    wanted.endsWith(".*") ? event.type.startsWith(wanted.slice(0, -1)) : event.type === wanted;
  return (
    (actor === undefined ||
      (actor.includes("@")
        ? event.actorEmail === actor
        : [event.actorId, event.actorApiKeyId].includes(actor))) &&
    (type === undefined || type.split(",").some(isOfType)) &&
    (project === undefined || event.projectId === project) &&
    (resource === undefined || event.resourceId === resource) &&
    (ip === undefined || event.ip === ip) &&
    (from === undefined || Date.parse(event.at) >= berlin(from)) &&
    (to === undefined || Date.parse(event.at) < endOf(to)) &&
    (q === undefined || texts.join("\n").toLowerCase().includes(q.toLowerCase())) &&
    (tenant === undefined || event.isTenant === (tenant === "yes"))
  );
}

test("a filter shows what a plain reading of it shows, in order, and the count agrees", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someEvent, { minLength: 1, maxLength: 30 }),
      fc.array(someFilter, { minLength: 5, maxLength: 10 }),
      async (events, filters) => {
        const organization = await anOrganization({ timeZone: "Europe/Berlin" });
        const actor = await anActor({ organization, role: "auditor" });
        await auditEvents(organization, events);
        const newestFirst = events.toSorted(
          (a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1),
        );
        for (const params of filters) {
          const expected = newestFirst.filter((event) => matches(event, params)).map(({ id }) => id);
          expect(await idsOf(actor, params)).toEqual(expected);
          const { count } = await countEvents(actor, parseAuditFilter(params));
          expect(count).toBe(expected.length);
        }
      },
    ),
    { numRuns: 25 },
  );
});

test("pages join without a gap or a repeat, also where many events share a second", async () => {
  const actor = await anActor({ role: "auditor" });
  const events = Array.from({ length: 23 }, (_, index) =>
    anEventFact({ at: `2026-11-20T09:00:0${index % 3}Z` }),
  );
  await auditEvents(actor.organization, events);

  const filter = parseAuditFilter({});
  const whole = (await listEvents(actor, filter)).rows.map(({ id }) => id);
  const joined: string[] = [];
  let after: EventPlace | null = null;
  do {
    const page: Awaited<ReturnType<typeof listEvents>> = await listEvents(actor, filter, after, 5);
    joined.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after);
  expect(joined).toEqual(whole);
  expect(joined.toSorted()).toEqual(events.map(({ id }) => id).toSorted());
});

test("another organization's events never appear", async () => {
  const [mine, theirs] = [await anActor({ role: "owner" }), await anActor({ role: "owner" })];
  const own = await anEvent(mine.organization);
  await anEvent(theirs.organization);
  expect(await idsOf(mine, {})).toEqual([own.id]);
});

test("a large event is listed without its JSON", async () => {
  const actor = await anActor({ role: "auditor" });
  await anEvent(actor.organization, { payload: { text: "x".repeat(2_000_000) } });
  const { rows } = await listEvents(actor, parseAuditFilter({}));
  expect(rows[0]?.smallRaw).toBeNull();
});

test("a viewer may not read the audit log, an auditor may", async () => {
  const organization = await anOrganization();
  const viewer = await anActor({ organization, role: "viewer" });
  const auditor = await anActor({ organization, role: "auditor" });
  await expect(listEvents(viewer, parseAuditFilter({}))).rejects.toMatchObject({ code: "forbidden" });
  await expect(countEvents(viewer, parseAuditFilter({}))).rejects.toMatchObject({ code: "forbidden" });
  expect(await idsOf(auditor, {})).toEqual([]);
});

test.each([
  { from: "yesterday" },
  { to: "2026-02-30" },
  { from: "2026-11-22T25:00" },
  { tenant: "maybe" },
  { q: "a\0b" },
  { actor: "a\0b" },
  { q: "x".repeat(201) },
])("a filter that cannot be understood is refused: %j", (params) => {
  expect(() => parseAuditFilter(params)).toThrow(expect.objectContaining({ code: "invalid" }));
});

test("a filter's address reads back as the same filter", () => {
  const params = {
    type: "api_key.*,login.failed",
    q: "50% & more=?",
    from: "2026-01-01",
    actor: "o'hara@example.com",
  };
  const filter = parseAuditFilter(params);
  expect(parseAuditFilter(new URLSearchParams(filterToParams(filter).toString()))).toEqual(filter);
});
