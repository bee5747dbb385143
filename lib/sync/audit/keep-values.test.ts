import { expect, test } from "vitest";
import { listEvents } from "#lib/audit-events/list.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import { pool } from "#lib/db-writer.ts";
import { insertEvents } from "#lib/sync/audit/insert-events.ts";
import { eventRow } from "#lib/sync/audit/event-row.ts";
import { addEvents } from "#lib/testing/events.ts";
import { anActor, anId, anOrganization } from "#lib/testing/factories.ts";

type In = { id: string };

const seconds = (at: string) => Date.parse(at) / 1000;

/** An event of one of a thousand people in one of a few browsers. */
function eventOf(n: number, at = "2026-10-20T09:00:00Z") {
  return eventRow(
    {
      id: anId("audit_log"),
      type: "login.succeeded",
      effective_at: seconds(at),
      actor: {
        type: "session",
        session: { user: { id: `user-${n}`, email: `p${n}@example.com` }, user_agent: `Browser ${n % 3}` },
      },
    },
    false,
  );
}

async function valuesOf({ id }: In) {
  const { rows } = await pool.query<{ value: string; text: string; month: string }>(
    `SELECT value, text, used_until::text AS month FROM facts.audit_values
     WHERE organization_id = $1 AND found_by = 'actor_id' ORDER BY value, text`,
    [id],
  );
  return rows;
}

async function eventsOf({ id }: In): Promise<number> {
  const { rows } = await pool.query<{ events: number }>(
    "SELECT count(*)::int AS events FROM facts.audit_events WHERE organization_id = $1",
    [id],
  );
  return rows[0]?.events ?? 0;
}

const unused = () => Promise.reject(new Error("unused"));

test("what repeats is kept once, with the last month that it was seen in, whatever the order", async () => {
  const organization = await anOrganization();
  await addEvents(organization, [eventOf(1), eventOf(1), eventOf(2, "2026-08-31T23:59:59Z")]);
  await addEvents(organization, [eventOf(1, "2026-09-01T00:00:00Z"), eventOf(2, "2026-09-01T00:00:00Z")]);
  expect(await valuesOf(organization)).toEqual([
    { value: "user-1", text: "browser 1", month: "2026-10-01" },
    { value: "user-1", text: "user-1\np1@example.com", month: "2026-10-01" },
    { value: "user-2", text: "browser 2", month: "2026-09-01" },
    { value: "user-2", text: "user-2\np2@example.com", month: "2026-09-01" },
  ]);
});

test("writers that add the same values at once, in any order, all succeed, and each value is there once", async () => {
  const actor = await anActor();
  const { organization } = actor;
  const people = Array.from({ length: 400 }, (_, n) => n);
  const writers = Array.from({ length: 6 }, (_, turn) =>
    people.map((n) => eventOf((n * (turn % 2 ? 399 : 1) + turn) % 400, `2026-1${turn % 2}-05T00:00:00Z`)),
  );
  await Promise.all(writers.map((events) => addEvents(organization, events)));
  expect(await eventsOf(organization)).toBe(2_400);
  const values = await valuesOf(organization);
  expect(values).toHaveLength(800);
  expect(new Set(values.map(({ month }) => month))).toEqual(new Set(["2026-11-01"]));
  expect((await listEvents(actor, parseAuditFilter({ q: "p399@example" }))).rows).toHaveLength(6);
});

test("a writer that is killed before it commits leaves nothing, and whoever writes the same again is not held up", async () => {
  const organization = await anOrganization();
  await addEvents(organization, [eventOf(0)]);
  const events = [eventOf(1), eventOf(2)];
  const client = await pool.connect();
  client.on("error", () => undefined);
  await client.query("BEGIN");
  await insertEvents({ client, $executeRawUnsafe: unused }, organization.id, events);
  const again = addEvents(organization, events);
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  await pool.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
  client.release(true);
  await again;
  expect(await eventsOf(organization)).toBe(3);
  expect(await valuesOf(organization)).toHaveLength(6);
});
