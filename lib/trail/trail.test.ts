import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { localChange, recordAccess, remoteChange } from "#lib/audit/change.ts";
import type { TrailAction } from "#lib/audit/actions.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { writer } from "#lib/db-writer.ts";
import { anActor, anOrganization } from "#lib/testing/factories.ts";
import { diff } from "#lib/trail/diff.ts";
import { getOperation } from "#lib/trail/get-operation.ts";
import { listTrail } from "#lib/trail/list.ts";
import { parseTrailFilter } from "#lib/trail/parse-filter.ts";

const start = { after: null, before: null };

async function access(actor: Actor, given: { action?: TrailAction; target?: string; failed?: boolean } = {}) {
  const { action = "table.export", target = "members", failed = false } = given;
  const change = {
    actor,
    organizationId: actor.organization.id,
    action,
    target: { kind: "table", id: target, label: target },
  };
  await recordAccess(change, failed ? "failed" : "succeeded");
}

async function labels(actor: Actor, params: Record<string, string> = {}): Promise<string[]> {
  const { rows } = await listTrail(actor, parseTrailFilter(params), start);
  return rows.map(({ targetLabel }) => targetLabel);
}

test("an operation is one row that says how it ended, with its entries in order behind it", async () => {
  const actor = await anActor();
  const { id: organizationId } = actor.organization;
  const target = { kind: "member", id: "user-1", label: "Aiko" };
  const before = { role: "reader" };
  await remoteChange(
    { actor, organizationId, action: "member.updateRole", target, before },
    () => sleep(5),
    async () => ({ role: "owner" }),
  );
  const { rows } = await listTrail(actor, parseTrailFilter({}), start);
  expect(rows).toMatchObject([{ action: "member.updateRole", targetLabel: "Aiko", outcome: "succeeded" }]);

  const entries = await getOperation(actor, rows[0]?.operationId ?? "");
  expect(entries.map(({ outcome }) => outcome)).toEqual(["started", "succeeded"]);
  expect(diff(entries[1]?.before, entries[1]?.after)).toEqual([
    { path: "role", before: "reader", after: "owner" },
  ]);
});

test("filters find by part of a name or an id, action, outcome and day", async () => {
  const organization = await anOrganization({ timeZone: "Asia/Tokyo" });
  const [one, other] = [await anActor({ organization }), await anActor({ organization })];
  await access(one, { target: "100%_sure" });
  await access(one, { target: "costs", action: "audit.export" });
  await access(other, { target: "projects", failed: true });
  expect(await labels(one)).toEqual(["projects", "costs", "100%_sure"]);
  expect(await labels(one, { target: "%_S" })).toEqual(["100%_sure"]);
  expect(await labels(one, { target: "%" })).toEqual(["100%_sure"]);
  expect(await labels(one, { actor: other.label.slice(2, 20).toUpperCase() })).toEqual(["projects"]);
  expect(await labels(one, { actor: one.id })).toEqual(["costs", "100%_sure"]);
  expect(await labels(one, { action: "audit.export,member.remove" })).toEqual(["costs"]);
  expect(await labels(one, { outcome: "failed" })).toEqual(["projects"]);
  const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  expect(await labels(one, { from: today, to: today })).toHaveLength(3);
  expect(await labels(one, { to: "2026-01-01" })).toEqual([]);
});

test("pages go on and come back without a gap", async () => {
  const actor = await anActor();
  await writer.trailEntry.createMany({
    data: Array.from({ length: 120 }, (_, index) => ({
      organizationId: actor.organization.id,
      operationId: randomUUID(),
      actorKind: "user",
      actorId: actor.id,
      actorLabel: actor.label,
      action: "table.export",
      targetKind: "table",
      targetId: String(index),
      targetLabel: String(index),
      outcome: "succeeded" as const,
    })),
  });
  const filter = parseTrailFilter({});
  const first = await listTrail(actor, filter, start);
  const second = await listTrail(actor, filter, { after: first.next, before: null });
  const third = await listTrail(actor, filter, { after: second.next, before: null });
  expect(new Set([first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(120);
  expect(third.next).toBeNull();
  expect(first.previous).toBeNull();
  expect(await listTrail(actor, filter, { after: null, before: third.previous })).toEqual(second);
  expect((await listTrail(actor, filter, { after: "'; --", before: null })).rows).toEqual(first.rows);
});

test("another organization's trail is neither listed nor opened, and a viewer sees none", async () => {
  const organization = await anOrganization();
  const [mine, theirs] = [await anActor({ organization }), await anActor()];
  await localChange(
    {
      actor: theirs,
      organizationId: theirs.organization.id,
      action: "grant.create",
      target: { kind: "user", id: "u", label: "u" },
    },
    async () => null,
  );
  const [entry] = (await listTrail(theirs, parseTrailFilter({}), start)).rows;
  expect(await labels(mine)).toEqual([]);
  await expect(getOperation(mine, entry?.operationId ?? "")).rejects.toMatchObject({ code: "not_found" });
  await expect(getOperation(mine, "x' OR true")).rejects.toMatchObject({ code: "not_found" });

  const viewer = await anActor({ organization, role: "viewer" });
  await expect(labels(viewer)).rejects.toMatchObject({ code: "forbidden" });
  await expect(getOperation(viewer, randomUUID())).rejects.toMatchObject({ code: "forbidden" });
});

test.each([{ from: "2026-02-30" }, { outcome: "maybe" }, { actor: "a\0" }, { action: "a\nb" }])(
  "a filter that cannot be understood is refused: %j",
  (params) => {
    expect(() => parseTrailFilter(params)).toThrow(expect.objectContaining({ code: "invalid" }));
  },
);

test("a diff names each field that differs, and nothing else", () => {
  const before = {
    name: "Then",
    same: 1,
    nested: { role: "reader", kept: true },
    list: [1, 2],
    gone: "x",
    empty: null,
  };
  const after = {
    name: "Now",
    same: 1,
    nested: { role: "owner", kept: true },
    list: [2, 1],
    added: false,
    empty: null,
  };
  expect(diff(before, after)).toEqual([
    { path: "name", before: "Then", after: "Now" },
    { path: "nested.role", before: "reader", after: "owner" },
    { path: "list", before: "[1,2]", after: "[2,1]" },
    { path: "gone", before: "x", after: null },
    { path: "added", before: null, after: "false" },
  ]);
  expect(diff(null, { a: 1 })).toEqual([{ path: "a", before: null, after: "1" }]);
  expect(diff(before, before)).toEqual([]);
});
