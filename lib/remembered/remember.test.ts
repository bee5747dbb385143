import { expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { costTable } from "#lib/costs/table.ts";
import { pool, writer } from "#lib/db-writer.ts";
import { keysAtRisk } from "#lib/keys/at-risk.ts";
import { applyRemoval } from "#lib/members/apply.ts";
import { activeMembers } from "#lib/overview/active-members.ts";
import { thirtyDayTrend } from "#lib/overview/trend.ts";
import { rebuildRollups } from "#lib/rollups/rebuild.ts";
import type { StepTransaction } from "#lib/sync/reader.ts";
import { loadStream, saveAdvance } from "#lib/sync/stream-row.ts";
import { costFacts, usageFacts } from "#lib/testing/facts.ts";
import { aKey, aMember, anActor, anOrganization, aProject, aServiceAccount } from "#lib/testing/factories.ts";
import { statementsOf } from "#lib/testing/statements.ts";
import { usageTotals } from "#lib/usage/totals.ts";
import { measureKept } from "./keep.ts";
import { remember } from "./remember.ts";
import type { Subject } from "./subjects.ts";
import { directorySubjects } from "./subjects.ts";

const day = { fromOn: "2026-05-01", toOn: "2026-06-01" };

/** Counts how often the answer is really read; what is read is a number that grows. */
function aCounter(of: readonly Subject[] = ["costs"], more: { since?: string; holdsMs?: () => number } = {}) {
  const counter = { reads: 0, wait: Promise.resolve() };
  const ask = (actor: Actor, asked: unknown = null) =>
    remember(actor, {
      name: "counter",
      asked,
      of,
      ...more,
      read: async () => {
        counter.reads += 1;
        const read = { number: counter.reads };
        await counter.wait;
        return read;
      },
    });
  return { counter, ask };
}

const change = (organization: { id: string }, subject: Subject) =>
  pool.query("SELECT facts.note_change($1, $2)", [organization.id, subject]);

test("an answer is read once, and again as soon as something that it is made of has changed", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  const { counter, ask } = aCounter(["costs", "members"]);
  expect([await ask(actor), await ask(actor)]).toEqual([{ number: 1 }, { number: 1 }]);

  await change(organization, "usage_completions");
  await change(await anOrganization(), "costs");
  expect(await ask(actor)).toEqual({ number: 1 });

  await change(organization, "costs");
  expect(await ask(actor)).toEqual({ number: 2 });
  await aMember(organization);
  expect(await ask(actor)).toEqual({ number: 3 });
  expect(counter.reads).toBe(3);
});

test("neither another organization, nor another role, nor another question gets the answer", async () => {
  const organization = await anOrganization();
  const viewer = await anActor({ organization, role: "viewer" });
  const { ask } = aCounter();
  expect(await ask(viewer)).toEqual({ number: 1 });
  expect(await ask(await anActor({ organization, role: "viewer" }))).toEqual({ number: 1 });
  expect(await ask(await anActor({ organization, role: "owner" }))).toEqual({ number: 2 });
  expect(await ask(await anActor({ role: "viewer" }))).toEqual({ number: 3 });
  expect(await ask(viewer, "something else")).toEqual({ number: 4 });
  expect(await ask(viewer)).toEqual({ number: 1 });
});

test("who may not see costs is refused after somebody has seen them", async () => {
  const organization = await anOrganization();
  const query = {
    range: day,
    comparedWith: null,
    granularity: "day",
    groupBy: "project",
    filters: {},
  } as const;
  await costFacts(organization, "project_line_item", [{ on: "2026-05-03", project: "proj_a", amount: "7" }]);
  const owner = await anActor({ organization, role: "owner" });
  expect((await costTable(owner, query)).total.value).toBe("7");
  const member = await anActor({ organization, role: "viewer" });
  await expect(costTable(member, query)).rejects.toMatchObject({ code: "forbidden" });
});

test("those who ask at once wait for one reading, and its failure is not kept", async () => {
  const actor = await anActor();
  const { counter, ask } = aCounter();
  const gate = Promise.withResolvers<void>();
  counter.wait = gate.promise;
  const asking = Promise.allSettled([ask(actor), ask(actor), ask(actor)]);
  await expect.poll(() => counter.reads).toBe(1);
  gate.reject(new Error("the connection is gone"));
  expect((await asking).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(counter.reads).toBe(1);
  counter.wait = Promise.resolve();
  expect(await ask(actor)).toEqual({ number: 2 });
});

test("a change during the reading is not missed, whoever commits first", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  const { counter, ask } = aCounter();
  const gate = Promise.withResolvers<void>();
  counter.wait = gate.promise;
  const early = ask(actor);
  await expect.poll(() => counter.reads).toBe(1);

  const [slow, quick] = [await pool.connect(), await pool.connect()];
  try {
    for (const client of [slow, quick]) {
      await client.query("BEGIN");
      await client.query("SELECT facts.note_change($1, 'costs')", [organization.id]);
    }
    await quick.query("COMMIT");
    gate.resolve();
    await early;
    expect(await ask(actor)).toEqual({ number: 2 });
    await slow.query("COMMIT");
    expect(await ask(actor)).toEqual({ number: 3 });
  } finally {
    slow.release();
    quick.release();
  }
});

test("an answer that time itself changes is kept until then", async () => {
  const actor = await anActor();
  const { ask } = aCounter(["costs"], { holdsMs: () => 40 });
  expect(await ask(actor)).toEqual({ number: 1 });
  await expect.poll(async () => (await ask(actor)).number).toBeGreaterThan(1);
});

test("days that retention lets go of are read each time", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  const { ask } = aCounter(["usage_completions"], { since: "2026-03-31" });
  await ask(actor);
  expect(await ask(actor)).toEqual({ number: 1 });
  await pool.query(
    "INSERT INTO retentions (organization_id, facts, keep_months, kept_since) VALUES ($1, 'usage', 13, '2026-04-01')",
    [organization.id],
  );
  expect([await ask(actor), await ask(actor)]).toEqual([{ number: 2 }, { number: 3 }]);
});

test("nobody can change what others are given, and there is an end to what is kept", async () => {
  const actor = await anActor();
  const { ask } = aCounter();
  const answer = await ask(actor);
  expect(() => (answer.number = 9)).toThrow(TypeError);

  await Promise.all(Array.from({ length: 2_100 }, (_, number) => ask(actor, number)));
  expect(measureKept().results).toBeLessThanOrEqual(2_000);
  const large = () =>
    remember(actor, { name: "large", asked: null, of: ["costs"], read: async () => ["x".repeat(600_000)] });
  expect(await large()).not.toBe(await large());
});

test("what a step of a stream writes is seen as soon as the step is committed", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  const { ask } = aCounter(["usage_embeddings"]);
  const client = await pool.connect();
  try {
    await loadStream(client, organization.id, "usage_embeddings");
    expect(await ask(actor)).toEqual({ number: 1 });
    await client.query("BEGIN");
    const tx: StepTransaction = { client, $executeRawUnsafe: async () => 0 };
    const progress = { done: 1, total: null, unit: "rows" } as const;
    await saveAdvance(tx, organization.id, "usage_embeddings", { cursor: {}, progress, grown: 1 });
    expect(await ask(actor)).toEqual({ number: 1 });
    await client.query("COMMIT");
    expect(await ask(actor)).toEqual({ number: 2 });
  } finally {
    client.release();
  }
});

test("a rebuilt rollup, a removal and a new key are each seen at once", async () => {
  const organization = await anOrganization({ timeZone: "Asia/Tokyo" });
  const actor = await anActor({ organization });
  const now = new Date("2026-05-20T00:00:00Z");
  const member = await aMember(organization);
  await usageFacts(organization, [{ at: "2026-05-10T18:00:00Z", member: member.id, requests: 3 }]);
  expect(await activeMembers(actor, now)).toMatchObject({ active: 1, members: 1 });

  await writer.$transaction((tx) => applyRemoval(tx, organization.id, member.id, new Date()));
  expect(await activeMembers(actor, now)).toMatchObject({ active: 0, members: 0 });

  const query = {
    kind: "completions",
    range: { fromOn: "2026-05-11", toOn: "2026-05-12" },
    comparedWith: null,
    granularity: "day",
    groupBy: "model",
    measure: "requests",
    filters: {},
  } as const;
  expect((await usageTotals(actor, query)).now.requests).toBe("3");
  await pool.query("UPDATE organizations SET time_zone = 'UTC' WHERE id = $1", [organization.id]);
  await pool.query(
    "INSERT INTO facts.rollups (organization_id, kind, zone) VALUES ($1, 'completions', 'Asia/Tokyo') ON CONFLICT DO NOTHING",
    [organization.id],
  );
  await rebuildRollups(organization.id);
  expect((await usageTotals(actor, query)).now.requests).toBe("0");

  expect(await keysAtRisk(actor)).toMatchObject({ total: 0 });
  const project = await aProject(organization);
  await aKey(project, { createdAt: new Date("2020-01-01T00:00:00Z"), lastUsedAt: null });
  expect(await keysAtRisk(actor)).toMatchObject({ neverUsed: 1 });
});

test("every table of the directory notes what is inserted, updated and deleted, and nothing else's", async () => {
  const { rows } = await pool.query<{ subject: string; events: number }>(
    `SELECT tgrelid::regclass::text AS subject, count(*)::int AS events FROM pg_trigger
     WHERE tgfoid = 'facts.note_rows'::regproc GROUP BY 1`,
  );
  expect(new Map(rows.map(({ subject, events }) => [subject, events]))).toEqual(
    new Map(directorySubjects.map((subject) => [subject, 3])),
  );

  const organization = await anOrganization();
  const [actor, other] = [await anActor({ organization }), await anActor()];
  const { ask } = aCounter(["service_accounts"]);
  const numbers = async () => [(await ask(actor)).number, (await ask(other)).number];
  expect(await numbers()).toEqual([1, 2]);
  const project = await aProject(organization);
  const account = await aServiceAccount(project);
  expect(await numbers()).toEqual([3, 2]);
  await pool.query("UPDATE service_accounts SET name = 'Robot' WHERE id = $1", [account.id]);
  expect(await numbers()).toEqual([4, 2]);
  await pool.query("DELETE FROM service_accounts WHERE id = 'nobody'");
  expect(await numbers()).toEqual([4, 2]);
  await pool.query("DELETE FROM service_accounts WHERE id = $1", [account.id]);
  expect(await numbers()).toEqual([5, 2]);
});

test("what is remembered is not asked of the facts again", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await costFacts(organization, "project_line_item", [{ on: "2026-05-03", project: "proj_a", amount: "7" }]);
  const now = new Date("2026-05-20T00:00:00Z");
  await thirtyDayTrend(actor, now);
  const asked = await statementsOf(() => thirtyDayTrend(actor, now));
  expect(asked.map(({ text }) => /FROM (\S+)/.exec(text)?.[1])).toEqual(["facts.versions"]);
});
