import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { listBilledRows, listCostDays } from "#lib/costs/rows.ts";
import { pool, writer } from "#lib/db-writer.ts";
import { listExports } from "#lib/exports/list.ts";
import { listInvites } from "#lib/invites/list.ts";
import { everyKey, keySorts, listKeys } from "#lib/keys/list.ts";
import type { Page, PageRequest } from "#lib/keyset/keyset.ts";
import { listMembers, memberSorts } from "#lib/members/list.ts";
import { listProjectMembers } from "#lib/projects/list-members.ts";
import { listProjects, projectSorts } from "#lib/projects/list.ts";
import { costFacts, usageFacts } from "#lib/testing/facts.ts";
import { aProject, anActor, anId } from "#lib/testing/factories.ts";
import { walkPages } from "#lib/testing/walk-pages.ts";
import { listTrail } from "#lib/trail/list.ts";
import { parseTrailFilter } from "#lib/trail/parse-filter.ts";
import { addDays } from "#lib/usage/days.ts";
import { listUsageDays, listUsageHours } from "#lib/usage/rows.ts";

/** As many as two full pages: the second is full to its last row, and there must be no third. */
const count = 100;
const numbers = Array.from({ length: count }, (_, place) => place);
let actor: Actor;
let projectId: string;

/** Few values, null among them: most rows share their place with others, and ids decide. */
const pick = <Value>(values: readonly Value[], place: number) => values[place % values.length] as Value;
const names = ["", "ä", "a", "A", "田中", "%", null];
const moments = [new Date("2026-01-01T00:00:00.001Z"), new Date("1969-12-31T23:59:59Z"), null];

beforeAll(async () => {
  actor = await anActor();
  const organizationId = actor.organization.id;
  const mirrored = { organizationId, raw: {}, mirroredAt: new Date() };
  projectId = (await aProject(actor.organization, { deletedAt: new Date() })).id;
  await writer.member.createMany({
    data: numbers.map((place) => ({
      ...mirrored,
      id: `user-${place}`,
      name: pick(names, place),
      email: pick([null, "a@example.com"], place),
      role: pick(["owner", "reader", null], place),
      addedAt: pick(moments, place),
    })),
  });
  await writer.projectMember.createMany({
    data: numbers.map((place) => ({ ...mirrored, projectId, memberId: `user-${place}`, role: "member" })),
  });
  await writer.invite.createMany({
    data: numbers.map((place) => ({
      ...mirrored,
      id: `invite-${place}`,
      email: "guest@example.com",
      role: "reader",
      status: "pending",
      createdAt: pick(moments, place),
    })),
  });
  await writer.project.createMany({
    data: numbers.map((place) => ({
      ...mirrored,
      id: `proj-${place}`,
      name: pick(names, place),
      createdAt: pick(moments, place),
    })),
  });
  await writer.apiKey.createMany({
    data: numbers.map((place) => ({
      ...mirrored,
      projectId: `proj-${place}`,
      id: `key-${place % 40}`,
      name: pick(names, place),
      redactedValue: "sk-…",
      createdAt: pick(moments, place),
      lastUsedAt: pick(moments, place + 1),
      expiresAt: pick(moments, place),
    })),
  });
  await usageFacts(actor.organization, [
    ...numbers.map((place) => ({
      at: pick(["2026-05-02T03:00:00Z", "2026-05-02T04:00:00Z"], place),
      project: `p${place % 7}`,
      model: `m${place}`,
      requests: 1,
    })),
    ...numbers.slice(1).map((place) => ({ at: `${addDays("2025-12-01", place)}T10:00:00Z`, requests: 2 })),
  ]);
  await costFacts(actor.organization, "project_line_item", [
    ...numbers.map((place) => ({
      on: "2026-05-02",
      project: pick(["", "p1", "ä"], place),
      lineItem: `line, ${place}`,
      amount: "1",
    })),
    ...numbers.slice(1).map((place) => ({ on: addDays("2025-12-01", place), amount: "-0.5" })),
  ]);
  await pool.query(
    `INSERT INTO background_jobs (id, organization_id, kind, label, asked_by_id, asked_by_label, needs, input, progress_unit,
       created_at, updated_at, state)
     SELECT gen_random_uuid(), $1, 'export', 'members', $2, 'x', '{}',
       '{"sets":["members"],"format":"csv","gzip":false,"from":null,"through":null,"kinds":[],"withRemoved":false,"audit":{}}',
       'rows', timestamptz '2026-01-01' + n % 4 * interval '1 second', now(), 'cancelled'
     FROM generate_series(1, $3) n`,
    [organizationId, actor.id, count],
  );
  await pool.query(
    `INSERT INTO trail (id, operation_id, organization_id, actor_kind, actor_id, actor_label, action, target_kind,
       target_id, target_label, outcome, request_id)
     SELECT gen_random_uuid(), gen_random_uuid(), $1, 'user', $2, 'x', 'table.export', 'table', 'keys', 'keys',
       'succeeded', 'request-0001' FROM generate_series(1, $3) n`,
    [organizationId, actor.id, count],
  );
});

type Read = (request: PageRequest) => Promise<Page<{ key: string }>>;

/** A list as its pager reads it, each row told by what makes it one of its kind. */
function listing<Row>(read: (request: PageRequest) => Promise<Page<Row>>, keyOf: (row: Row) => string): Read {
  return async (request) => {
    const { rows, ...cursors } = await read(request);
    return { ...cursors, rows: rows.map((row) => ({ key: keyOf(row) })) };
  };
}

const everybody = { search: "", role: null, projectId: null, hasKeys: null, isRemoved: false };
const usage = { kind: "completions", measure: "requests", filters: {}, hour: null } as const;
const costs = { groupBy: "project", filters: {} } as const;
const directions = [true, false];

const lists: [string, Read][] = [
  ...memberSorts.flatMap((sort) =>
    directions.map((descending): [string, Read] => [
      `members by ${sort}, ${descending ? "down" : "up"}`,
      listing(
        (request) => listMembers(actor, everybody, { sort, descending }, request),
        ({ id }) => id,
      ),
    ]),
  ),
  ...keySorts.flatMap((sort) =>
    directions.map((descending): [string, Read] => [
      `keys by ${sort}, ${descending ? "down" : "up"}`,
      listing(
        (request) => listKeys(actor, everyKey, { sort, descending }, request),
        (key) => `${key.id} ${key.projectId}`,
      ),
    ]),
  ),
  ...projectSorts.flatMap((sort) =>
    directions.map((descending): [string, Read] => [
      `projects by ${sort}, ${descending ? "down" : "up"}`,
      listing(
        (request) => listProjects(actor, { search: "", status: "all" }, { sort, descending }, request),
        ({ id }) => id,
      ),
    ]),
  ),
  [
    "the members of a project",
    listing(
      (request) => listProjectMembers(actor, projectId, request),
      (row) => row.memberId,
    ),
  ],
  [
    "invites",
    listing(
      (request) => listInvites(actor, { search: "", status: null }, request),
      ({ id }) => id,
    ),
  ],
  [
    "the trail",
    listing(
      (request) => listTrail(actor, parseTrailFilter({}), request),
      ({ id }) => id,
    ),
  ],
  [
    "exports",
    listing(
      (request) => listExports(actor, request),
      ({ id }) => id,
    ),
  ],
  [
    "hours of usage",
    listing(
      (request) =>
        listUsageHours(actor, { ...usage, range: { fromOn: "2026-05-02", toOn: "2026-05-03" } }, request),
      (row) => `${row.at.toISOString()} ${row.project} ${row.model}`,
    ),
  ],
  [
    "days of usage",
    listing(
      (request) =>
        listUsageDays(actor, { ...usage, range: { fromOn: "2025-12-01", toOn: "2026-06-01" } }, request),
      ({ day }) => day,
    ),
  ],
  [
    "days of costs",
    listing(
      (request) =>
        listCostDays(actor, { ...costs, range: { fromOn: "2025-12-01", toOn: "2026-06-01" } }, request),
      ({ day }) => day,
    ),
  ],
  [
    "rows of a bill",
    listing(
      (request) =>
        listBilledRows(actor, { ...costs, range: { fromOn: "2026-05-02", toOn: "2026-05-03" } }, request),
      (row) => `${row.project} ${row.lineItem}`,
    ),
  ],
];

test.each(lists)(
  "%s: every row once on full pages, no empty page at the end, and the same way back",
  async (_, read) => {
    const { forth, back } = await walkPages(read);
    const keys = forth.flat().map(({ key }) => key);
    expect(keys).toHaveLength(count);
    expect(new Set(keys).size).toBe(count);
    const sizes = new Set(forth.map(({ length }) => length));
    expect(sizes.size).toBe(1);
    expect(back).toEqual(forth);
  },
);

test.each(lists)(
  "%s: a cursor that was forged, or is another list's, begins at the start",
  async (_, read) => {
    const first = await read({ after: null, before: null });
    const others: Page<{ key: string }>[] = [];
    const forged = ["x", "%00", "null", btoa("[]"), btoa('[null,{"a":1}]'), anId("cursor")];
    for (const text of forged) others.push(await read({ after: text, before: null }));
    for (const text of forged) others.push(await read({ after: null, before: text }));
    for (const other of others) expect(other.rows).toEqual(first.rows);
  },
);
