import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { writer } from "#lib/db-writer.ts";
import { keysAtRisk } from "#lib/keys/at-risk.ts";
import { keyRisks } from "#lib/keys/key-risk.ts";
import type { KeyFilters } from "#lib/keys/list.ts";
import { countKeys, everyKey, listKeys } from "#lib/keys/list.ts";
import { aMember, anActor, aProject } from "#lib/testing/factories.ts";

vi.setConfig({ testTimeout: 60_000 });

const day = 86_400_000;
const now = Date.now();
type Days = number | null;
type Key = {
  id: string;
  project: "open" | "archived" | "byStatus" | "gone";
  owner: "there" | "left" | "unknown" | "account" | null;
  access: "active" | "inactive" | null;
  created: Days;
  used: Days;
  expires: Days;
  isDeleted: boolean;
};

/** Days from now, never just at a limit: the clock goes on while this runs. */
const days = (...given: number[]) => fc.option(fc.constantFrom(...given));
const key = fc.record<Omit<Key, "id">>({
  project: fc.constantFrom("open", "open", "open", "archived", "byStatus", "gone"),
  owner: fc.option(fc.constantFrom("there", "there", "left", "unknown", "account")),
  access: fc.option(fc.constantFrom("active", "inactive")),
  created: days(-200, -31.1, -30.1, -29.9, -1),
  used: days(-200, -90.1, -89.9, -1),
  expires: days(-1, 1, 13.9, 14.1, 100),
  isDeleted: fc.constantFrom(false, false, false, true),
});
const keys: Key[] = fc
  .sample(key, { numRuns: 300, seed: 11 })
  .map((one, place) => ({ ...one, id: `key-${place}` }));
const live = keys.filter(({ isDeleted }) => !isDeleted);
let actor: Actor;

const at = (given: Days) => (given === null ? null : new Date(now + given * day));

beforeAll(async () => {
  actor = await anActor();
  const { organization } = actor;
  const projects = {
    open: await aProject(organization),
    archived: await aProject(organization, { archivedAt: new Date() }),
    byStatus: await aProject(organization, { status: "archived" }),
    gone: await aProject(organization, { deletedAt: new Date() }),
  };
  const owners = {
    there: (await aMember(organization)).id,
    left: (await aMember(organization, { deletedAt: new Date() })).id,
    unknown: "user-unknown",
    account: "svc-1",
  };
  await writer.apiKey.createMany({
    data: keys.map((one) => ({
      organizationId: organization.id,
      raw: {},
      mirroredAt: new Date(),
      id: one.id,
      name: one.id,
      redactedValue: "sk-…",
      projectId: projects[one.project].id,
      ownerKind: one.owner === null ? null : one.owner === "account" ? "service_account" : "user",
      ownerId: one.owner && owners[one.owner],
      ownerProjectAccess: one.access,
      createdAt: at(one.created),
      lastUsedAt: at(one.used),
      expiresAt: at(one.expires),
      deletedAt: one.isDeleted ? new Date() : null,
    })),
  });
});

/** The rules as the documentation words them, one after the other. */
function risksOf({ project, owner, access, created, used, expires }: Key): string[] {
  if (project !== "open" || (expires !== null && expires < 0)) return [];
  return [
    ...(used === null && created !== null && created < -30 ? ["neverUsed"] : []),
    ...(used !== null && used < -90 ? ["unused"] : []),
    ...(access === "inactive" || owner === "left" || owner === "unknown" ? ["ownerGone"] : []),
    ...(expires !== null && expires < 14 ? ["expiring"] : []),
  ];
}

async function idsOf(filters: Partial<KeyFilters>): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const order = { sort: "name", descending: false } as const;
    const page = await listKeys(actor, { ...everyKey, ...filters }, order, { after, before: null });
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
    if (after === null) break;
  }
  expect((await countKeys(actor, { ...everyKey, ...filters })).count).toBe(ids.length);
  return ids.toSorted();
}

const expected = (is: (one: Key) => boolean) =>
  live
    .filter(is)
    .map(({ id }) => id)
    .toSorted();

test("every key tells the risks that the rules give it", async () => {
  const order = { sort: "name", descending: false } as const;
  for (const one of live.slice(0, 60)) {
    const { rows } = await listKeys(actor, { ...everyKey, search: one.id }, order, {
      after: null,
      before: null,
    });
    expect(rows.find(({ id }) => id === one.id)?.risks, JSON.stringify(one)).toEqual(risksOf(one));
  }
});

test("the counts of the overview are those of the rules, a key with several risks once in the total", async () => {
  const counts = Object.fromEntries(
    keyRisks.map((risk) => [risk, live.filter((one) => risksOf(one).includes(risk)).length]),
  );
  const total = live.filter((one) => risksOf(one).length > 0).length;
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
  expect(await keysAtRisk(actor)).toEqual({ ...counts, total });
});

test.each(keyRisks)("the list narrowed to %s holds those keys, and its count says how many", async (risk) => {
  expect(await idsOf({ risk })).toEqual(expected((one) => risksOf(one).includes(risk)));
});

test("filters by age, use and end let those through that they name", async () => {
  expect(await idsOf({ risk: "any" })).toEqual(expected((one) => risksOf(one).length > 0));
  expect(await idsOf({ unused: "never" })).toEqual(expected(({ used }) => used === null));
  expect(await idsOf({ unused: 90 })).toEqual(
    expected(({ used, created }) => (used ?? created ?? -Infinity) < -90),
  );
  expect(await idsOf({ olderThan: 30 })).toEqual(
    expected(({ created }) => created !== null && created < -30),
  );
  expect(await idsOf({ expiry: "none" })).toEqual(expected(({ expires }) => expires === null));
  expect(await idsOf({ ownerKind: "service_account", risk: "ownerGone" })).toEqual(
    expected((one) => one.owner === "account" && risksOf(one).includes("ownerGone")),
  );
});
