import fc from "fast-check";
import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { startHttpStub, sendJson } from "#lib/testing/http-stub.ts";
import { readToTheEnd } from "#lib/testing/streams.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";

/** Upstream as a list that never forgets a place: who has gone is skipped, and cursors of theirs still hold. */
type Item = { id: string; isGone: boolean };
type Upstream = { groups: Item[]; members: Map<string, Item[]>; removed: Set<string> };

const changes = ["none", "addGroup", "removeGroup", "addMember", "removeMember"] as const;
const faults = ["none", "none", "none", "cut", "half", "error", "repeat", "empty", "refuse"] as const;

/** What happens at one request: how much fits on a page, what goes wrong, what somebody changes meanwhile. */
const Turn = fc.record({
  size: fc.integer({ min: 1, max: 4 }),
  fault: fc.constantFrom(...faults),
  change: fc.constantFrom(...changes),
  which: fc.nat(50),
});
type Turn = { size: number; fault: string; change: string; which: number };

const start = fc.array(fc.nat(6), { minLength: 1, maxLength: 5 });

function upstreamOf(sizes: number[]): Upstream {
  const upstream: Upstream = { groups: [], members: new Map(), removed: new Set() };
  for (const size of sizes) {
    addGroup(upstream);
    const { id = "" } = upstream.groups.at(-1) ?? {};
    for (let count = 0; count < size; count += 1) addMember(upstream, id);
  }
  return upstream;
}

function addGroup({ groups, members }: Upstream): void {
  const id = `group_${groups.length}`;
  groups.push({ id, isGone: false });
  members.set(id, []);
}

function addMember({ members }: Upstream, groupId: string): void {
  const list = members.get(groupId);
  list?.push({ id: `user_${list.length}`, isGone: false });
}

const living = (items: Item[] = []) => items.filter(({ isGone }) => !isGone);

/** Everything that lives upstream: groups by their id, members as "group/member". */
function namesOf({ groups, members }: Upstream): string[] {
  return living(groups).flatMap(({ id }) => [
    id,
    ...living(members.get(id)).map((member) => `${id}/${member.id}`),
  ]);
}

function change(upstream: Upstream, { change: what, which }: Turn): void {
  const before = namesOf(upstream);
  const groups = living(upstream.groups);
  const group = groups[which % Math.max(1, groups.length)];
  if (what === "addGroup") addGroup(upstream);
  if (!group) return;
  if (what === "removeGroup") group.isGone = true;
  if (what === "addMember") addMember(upstream, group.id);
  const members = living(upstream.members.get(group.id));
  const member = members[which % Math.max(1, members.length)];
  if (what === "removeMember" && member) member.isGone = true;
  const after = new Set(namesOf(upstream));
  for (const name of before) if (!after.has(name)) upstream.removed.add(name);
}

function page(items: Item[], after: string | null, size: number) {
  const from = after === null ? 0 : items.findIndex(({ id }) => id === after) + 1;
  const rest = living(items.slice(from));
  const data = rest.slice(0, size).map(({ id }) => ({ id, object: "group", name: id }));
  const hasMore = rest.length > size;
  return { object: "list", data, has_more: hasMore, next: hasMore ? (data.at(-1)?.id ?? null) : null };
}

function answer(upstream: Upstream, turn: Turn, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://upstream");
  const [, groupId] = /groups\/([^/]+)\/users$/.exec(pathname) ?? [];
  const after = searchParams.get("after");
  const group = upstream.groups.find(({ id }) => id === groupId);
  const items = groupId === undefined ? upstream.groups : (upstream.members.get(groupId) ?? []);
  const body = page(items, turn.fault === "repeat" ? null : after, turn.size);
  const refusal = (message: string) => ({ error: { message, type: "invalid_request_error" } });
  if (groupId !== undefined && group?.isGone !== false)
    return sendJson(response, 404, refusal("No such group."));
  if (turn.fault === "cut") return void response.socket?.destroy();
  if (turn.fault === "half") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "4000" });
    return void response.write(JSON.stringify(body).slice(0, 20), () => response.socket?.destroy());
  }
  if (turn.fault === "error") return sendJson(response, 503, refusal("Not now."));
  if (turn.fault === "empty")
    return sendJson(response, 200, { ...body, data: [], has_more: true, next: after });
  if (turn.fault === "refuse" && after !== null) return sendJson(response, 400, refusal("No such cursor."));
  sendJson(response, 200, body);
}

async function mirrorOf(organization: { id: string }): Promise<Map<string, boolean>> {
  const { rows } = await pool.query<{ name: string; isAlive: boolean }>(
    `SELECT id AS name, deleted_at IS NULL AS "isAlive" FROM groups WHERE organization_id = $1
     UNION ALL SELECT group_id || '/' || member_id, deleted_at IS NULL FROM group_members WHERE organization_id = $1`,
    [organization.id],
  );
  return new Map(rows.map(({ name, isAlive }) => [name, isAlive]));
}

const calm: Turn = { size: 3, fault: "none", change: "none", which: 0 };

async function holds(sizes: number[], turns: Turn[]): Promise<void> {
  const upstream = upstreamOf(sizes);
  const left = [...turns];
  const stub = await startHttpStub((request, response) => {
    const turn = left.shift() ?? calm;
    change(upstream, turn);
    answer(upstream, turn, request, response);
  });
  try {
    const organization = await aConnectedOrganization(stub);
    const nothingLost = async () => {
      for (const [name, isAlive] of await mirrorOf(organization))
        if (!isAlive) expect(upstream.removed, `${name} became a tombstone`).toContain(name);
    };
    for (let run = 0; run < 50 && left.length > 0; run += 1)
      await readToTheEnd(organization, "groups", nothingLost);
    expect(left).toEqual([]);
    // Who was added behind a page that had been read comes with the next run.
    await readToTheEnd(organization, "groups", nothingLost);
    const alive = [...(await mirrorOf(organization))].flatMap(([name, isAlive]) => (isAlive ? [name] : []));
    expect(alive.toSorted()).toEqual(namesOf(upstream).toSorted());
  } finally {
    await stub.close();
  }
}

test("whatever the pages, cuts, repeats and changes meanwhile: the same set at the end, and nobody who lives taken away", async () => {
  const property = fc.asyncProperty(start, fc.array(Turn, { minLength: 5, maxLength: 40 }), holds);
  await fc.assert(property, { numRuns: 25, interruptAfterTimeLimit: 45_000, endOnFailure: false });
}, 600_000);
