import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

vi.setConfig({ testTimeout: 120_000 });

let twin: TestTwin;
const start = 1_772_323_200;
const types = ["login.succeeded", "api_key.created", "project.updated"];
const projects = ["proj_a", "proj_b", null];
const people = ["user-1", "user-2", "user-3"];

/** Several events a second, so that seconds and cursors part what belongs to one second. */
const events = Array.from({ length: 120 }, (_, n) => ({
  id: `audit_log-${n}`,
  at: start + Math.floor(n / 3),
  type: types[n % 3] ?? "",
  project: projects[(n * 5) % 3] ?? null,
  actors: [people[n % 2] ?? "", people[n % 3] ?? ""],
  email: n % 4 === 0 ? null : `Person${n % 3}@Example.com`,
  resources: [`key_${n % 5}`],
  isTenant: n % 11 === 0,
}));
/** As the list has them: newest first, and of one second the later ones first. */
const newest = events.toReversed();

beforeAll(async () => {
  twin = await startTestTwin();
  for (const event of events)
    await twin.sql(
      `INSERT INTO twin.events (id, type, effective_at, is_tenant, project_id, actor_ids, actor_email, resource_ids)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        event.id,
        event.type,
        event.at,
        event.isTenant,
        event.project,
        event.actors,
        event.email,
        event.resources,
      ],
    );
});
afterAll(() => twin.stop());

type Filter = Partial<
  Record<"event_types" | "project_ids" | "actor_ids" | "actor_emails" | "resource_ids", string[]>
> &
  Partial<Record<"gt" | "gte" | "lt" | "lte", number>>;

const moment = fc.integer({ min: start - 2, max: start + 42 });
const some = (...values: string[]) => fc.subarray(values, { minLength: 1 });
const filter: fc.Arbitrary<Filter> = fc.record(
  {
    event_types: some(...types),
    project_ids: some("proj_a", "proj_b", "proj_none"),
    actor_ids: some(...people),
    actor_emails: some("person0@example.com", "PERSON1@example.com"),
    resource_ids: some("key_0", "key_3"),
    gt: moment,
    gte: moment,
    lt: moment,
    lte: moment,
  },
  { requiredKeys: [] },
);

function fits(event: (typeof events)[number], asked: Filter): boolean {
  const { event_types, project_ids, actor_ids, actor_emails, resource_ids, gt, gte, lt, lte } = asked;
  return (
    !event.isTenant &&
    (event_types?.includes(event.type) ?? true) &&
    (project_ids?.includes(event.project ?? "") ?? true) &&
    (actor_ids?.some((id) => event.actors.includes(id)) ?? true) &&
    (actor_emails?.some((email) => email.toLowerCase() === event.email?.toLowerCase()) ?? true) &&
    (resource_ids?.some((id) => event.resources.includes(id)) ?? true) &&
    event.at > (gt ?? -Infinity) &&
    event.at >= (gte ?? -Infinity) &&
    event.at < (lt ?? Infinity) &&
    event.at <= (lte ?? Infinity)
  );
}

type Page = { data: { id: string }[]; has_more: boolean; first_id: string | null; last_id: string | null };

async function ask(asked: Filter, place: Record<string, string>): Promise<Page> {
  const query = Object.entries(asked).flatMap(([name, value]): [string, string][] =>
    typeof value === "number"
      ? [[`effective_at[${name}]`, String(value)]]
      : value.map((one) => [`${name}[]`, one]),
  );
  const address = `${twin.url}/organization/audit_logs?${new URLSearchParams([...query, ...Object.entries(place)]).toString()}`;
  const response = await fetch(address, { headers: { authorization: "Bearer sk-admin-twin" } });
  expect(response.status).toBe(200);
  return (await response.json()) as Page;
}

const expectedOf = (asked: Filter) => newest.filter((event) => fits(event, asked)).map(({ id }) => id);

test("any filter, in pages of any size, gives the events that it names once each, newest first", async () => {
  await fc.assert(
    fc.asyncProperty(filter, fc.constantFrom(1, 2, 5, 100), async (asked, size) => {
      const expected = expectedOf(asked);
      const ids: string[] = [];
      // One event a page would take a hundred requests: the rest of the list is as good from its middle.
      const limit = expected.length > 20 ? Math.max(size, 5) : size;
      for (let after: string | null = null; ;) {
        const page = await ask(asked, { limit: String(limit), ...(after === null ? {} : { after }) });
        ids.push(...page.data.map(({ id }) => id));
        expect([page.first_id, page.last_id]).toEqual([
          page.data[0]?.id ?? null,
          page.data.at(-1)?.id ?? null,
        ]);
        after = page.last_id;
        if (!page.has_more || after === null) break;
      }
      expect(ids).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test("before and after any event, whatever the times asked for, lie those on that side of it", async () => {
  await fc.assert(
    fc.asyncProperty(
      filter,
      fc.constantFrom(...events),
      fc.integer({ min: 1, max: 8 }),
      async (asked, mark, limit) => {
        const expected = expectedOf(asked);
        const place = newest.indexOf(mark);
        const on = (isAfter: boolean) =>
          expected.filter((id) => {
            const own = newest.findIndex((event) => event.id === id);
            return isAfter ? own > place : own < place;
          });
        const later = await ask(asked, { limit: String(limit), after: mark.id });
        expect(later.data.map(({ id }) => id)).toEqual(on(true).slice(0, limit));
        expect(later.has_more).toBe(on(true).length > limit);
        const earlier = await ask(asked, { limit: String(limit), before: mark.id });
        expect(earlier.data.map(({ id }) => id)).toEqual(on(false).slice(-limit));
        expect(earlier.has_more).toBe(on(false).length > limit);
      },
    ),
    { numRuns: 60 },
  );
});
