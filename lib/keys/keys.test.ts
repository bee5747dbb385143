import { expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { keysAtRisk } from "#lib/keys/at-risk.ts";
import { getKey } from "#lib/keys/get.ts";
import { listKeyEvents } from "#lib/keys/list-events.ts";
import type { KeyFilters } from "#lib/keys/list.ts";
import { countKeys, everyKey as all, keySorts, listKeys } from "#lib/keys/list.ts";
import { anEvent } from "#lib/testing/events.ts";
import { aKey, aMember, anActor, anId, anOrganization, aProject } from "#lib/testing/factories.ts";

const start = { after: null, before: null };
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

async function found(actor: Actor, filters: Partial<KeyFilters>) {
  const { rows } = await listKeys(
    actor,
    { ...all, ...filters },
    { sort: "created", descending: false },
    start,
  );
  return rows;
}

test("each risk is told, counted and filtered by; a key counts once in the total", async () => {
  const actor = await anActor();
  const owner = await aMember(actor.organization, { name: "Hana" });
  const left = await aMember(actor.organization, { deletedAt: new Date() });
  const project = await aProject(actor.organization);
  const archived = await aProject(actor.organization, { status: "archived", archivedAt: daysAgo(3) });
  const mine = { ownerKind: "user", ownerId: owner.id, createdAt: daysAgo(200) };

  const sound = await aKey(project, mine);
  const young = await aKey(project, { ...mine, createdAt: daysAgo(29), lastUsedAt: null });
  const neverUsed = await aKey(project, { ...mine, createdAt: daysAgo(31), lastUsedAt: null });
  const unused = await aKey(project, { ...mine, lastUsedAt: daysAgo(91) });
  const orphaned = await aKey(project, { ...mine, ownerId: left.id, lastUsedAt: daysAgo(120) });
  const inactive = await aKey(project, { ...mine, ownerProjectAccess: "inactive" });
  const expiring = await aKey(project, { ...mine, expiresAt: daysAgo(-5) });
  const ofAccount = await aKey(project, { ...mine, ownerKind: "service_account", ownerId: "svc_acct_1" });
  await aKey(project, { ...mine, expiresAt: daysAgo(1), lastUsedAt: null });
  const inArchived = await aKey(archived, { ...mine, lastUsedAt: null });
  await aKey(project, { ...mine, lastUsedAt: null, deletedAt: new Date() });

  const risks = Object.fromEntries((await found(actor, {})).map((key) => [key.id, key.risks]));
  expect(risks).toMatchObject({
    [sound.id]: [],
    [young.id]: [],
    [ofAccount.id]: [],
    [neverUsed.id]: ["neverUsed"],
    [unused.id]: ["unused"],
    [orphaned.id]: ["unused", "ownerGone"],
    [inactive.id]: ["ownerGone"],
    [expiring.id]: ["expiring"],
  });
  expect(await found(actor, { projectId: archived.id })).toMatchObject([
    { id: inArchived.id, isArchived: true, risks: [] },
  ]);
  expect(await keysAtRisk(actor)).toEqual({ total: 5, neverUsed: 1, unused: 2, ownerGone: 2, expiring: 1 });
  expect((await found(actor, { risk: "ownerGone" })).map(({ id }) => id).toSorted()).toEqual(
    [orphaned.id, inactive.id].toSorted(),
  );
  expect(await countKeys(actor, { ...all, risk: "any" })).toEqual({ count: 5, isCapped: false });
});

test("keys are found by name, redacted value, owner, owner's id and project", async () => {
  const actor = await anActor();
  const project = await aProject(actor.organization, { name: "検索" });
  const key = await aKey(project, {
    name: "本番/prod",
    redactedValue: "sk-…Wx9",
    ownerName: "Jürgen",
    ownerId: "u1",
  });
  await aKey(await aProject(actor.organization), { ownerId: "u2" });
  const filters: Partial<KeyFilters>[] = [
    { search: "番/P" },
    { search: "wx9" },
    { search: "jürg" },
    { search: key.id },
    { ownerId: "u1" },
    { projectId: project.id },
  ];
  for (const filter of filters) expect(await found(actor, filter)).toMatchObject([{ id: key.id }]);
  expect(await found(actor, { search: "番/P" })).toMatchObject([
    { projectName: "検索", ownerName: "Jürgen" },
  ]);
});

test.each(keySorts)(
  "by %s, keys that share everything but the project are on one page each",
  async (sort) => {
    const actor = await anActor();
    for (let index = 0; index < 52; index += 1)
      await aKey(await aProject(actor.organization), { id: "key-same", lastUsedAt: null });
    const first = await listKeys(actor, all, { sort, descending: true }, start);
    const second = await listKeys(
      actor,
      all,
      { sort, descending: true },
      { after: first.next, before: null },
    );
    expect(new Set([...first.rows, ...second.rows].map(({ projectId }) => projectId)).size).toBe(52);
    expect(second.next).toBeNull();
    const back = await listKeys(
      actor,
      all,
      { sort, descending: true },
      { after: null, before: second.previous },
    );
    expect(back.rows).toEqual(first.rows);
  },
);

test("keys are for those who may see them, and of their own organization", async () => {
  const viewer = await anActor({ role: "viewer" });
  await expect(found(viewer, {})).rejects.toMatchObject({ code: "forbidden" });
  await expect(keysAtRisk(viewer)).rejects.toMatchObject({ code: "forbidden" });
  const auditor = await anActor({ role: "auditor" });
  await aKey(await aProject(await anOrganization()), { lastUsedAt: null });
  expect(await found(auditor, {})).toEqual([]);
  expect(await keysAtRisk(auditor)).toMatchObject({ total: 0 });
});

test("keys are found by how long nobody used them, by age, by kind of owner and by having no end", async () => {
  const actor = await anActor();
  const project = await aProject(actor.organization);
  // Half a day more than whole ones: two clocks need not agree to the millisecond.
  const old = { createdAt: daysAgo(400.5), expiresAt: daysAgo(-100) };
  const used = await aKey(project, { ...old, lastUsedAt: daysAgo(10), ownerKind: "user" });
  const idle = await aKey(project, { ...old, lastUsedAt: daysAgo(61), ownerKind: "service_account" });
  const never = await aKey(project, { ...old, lastUsedAt: null, expiresAt: null });
  const fresh = await aKey(project, { createdAt: daysAgo(2), lastUsedAt: null, expiresAt: daysAgo(-5) });

  const ids = async (filters: Partial<KeyFilters>) => (await found(actor, filters)).map(({ id }) => id);
  expect((await ids({ unused: 60 })).toSorted()).toEqual([idle.id, never.id].toSorted());
  expect((await ids({ unused: "never" })).toSorted()).toEqual([never.id, fresh.id].toSorted());
  expect(await ids({ unused: 1, olderThan: 390, ownerKind: "user" })).toEqual([used.id]);
  expect((await ids({ olderThan: 399 })).toSorted()).toEqual([used.id, idle.id, never.id].toSorted());
  expect(await ids({ ownerKind: "service_account" })).toEqual([idle.id]);
  expect(await ids({ expiry: "none" })).toEqual([never.id]);
  expect(await countKeys(actor, { ...all, unused: 60 })).toEqual({ count: 2, isCapped: false });
  expect((await found(actor, { expiry: "none" }))[0]?.ageDays).toBe(400);
});

test("sorted by expiry, keys without an end come last", async () => {
  const actor = await anActor();
  const project = await aProject(actor.organization);
  const endless = await aKey(project, { expiresAt: null });
  const later = await aKey(project, { expiresAt: daysAgo(-9) });
  const soon = await aKey(project, { expiresAt: daysAgo(-1) });
  const { rows } = await listKeys(actor, all, { sort: "expires", descending: false }, start);
  expect(rows.map(({ id }) => id)).toEqual([soon.id, later.id, endless.id]);
});

test("one key is read with its risks, also after it was deleted, and not by who may not see keys", async () => {
  const actor = await anActor();
  const project = await aProject(actor.organization, { name: "Search" });
  const key = await aKey(project, { lastUsedAt: daysAgo(100), deletedAt: daysAgo(1) });
  expect(await getKey(actor, project.id, key.id)).toMatchObject({
    id: key.id,
    projectName: "Search",
    risks: [],
    deletedAt: key.deletedAt,
  });
  expect(await getKey(actor, "proj_other", key.id)).toBeNull();
  expect(await getKey(await anActor(), project.id, key.id)).toBeNull();
  const viewer = await anActor({ role: "viewer", organization: actor.organization });
  await expect(getKey(viewer, project.id, key.id)).rejects.toMatchObject({ code: "forbidden" });
});

test("the events of a key are those about it and those made with it, newest first", async () => {
  const actor = await anActor();
  const keyId = anId("key");
  const about = await anEvent(actor.organization, { at: "2026-05-01T00:00:00Z", resourceId: keyId });
  const by = await anEvent(actor.organization, { at: "2026-06-01T00:00:00Z", actorApiKeyId: keyId });
  await anEvent(actor.organization, { resourceId: anId("key") });
  expect((await listKeyEvents(actor, keyId)).map(({ id }) => id)).toEqual([by.id, about.id]);
});
