import { expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { reserveSlot, slowDown, speedUp } from "#lib/sync/pace.ts";
import { anOrganization } from "#lib/testing/factories.ts";

const template = "GET /organization/users";

const take = (organization: { id: string }, patienceMs = 0) =>
  reserveSlot(organization.id, template, { patienceMs });
const refuse = (organization: { id: string }, retryAfterMs: number | null = null, sentAt = new Date()) =>
  slowDown(organization.id, template, { retryAfterMs, sentAt });

async function paceOf(organization: { id: string }) {
  const { rows } = await pool.query<{
    interval_ms: number;
    refusals: number;
    refusals_total: number;
    wait_ms: number;
  }>(
    `SELECT interval_ms, refusals, refusals_total::int, ceil(extract(epoch FROM next_at - clock_timestamp()) * 1000)::int AS wait_ms
     FROM paces WHERE organization_id = $1`,
    [organization.id],
  );
  return rows[0];
}

test("nobody waits before upstream has refused", async () => {
  const organization = await anOrganization();
  const slots = await Promise.all(Array.from({ length: 20 }, () => take(organization)));
  expect(slots.every((slot) => slot.isReserved && slot.waitMs <= 1 && !slot.isPaced)).toBe(true);
});

test("after a refusal the whole fleet gets one turn each ten seconds, and nobody the same", async () => {
  const organization = await anOrganization();
  await take(organization);
  await refuse(organization, 500);
  const slots = await Promise.all(Array.from({ length: 8 }, () => take(organization, 45_000)));
  const taken = slots.filter((slot) => slot.isReserved).map(({ at }) => at.getTime());
  expect(taken).toHaveLength(5);
  const inOrder = taken.toSorted((a, b) => a - b);
  for (const [index, at] of inOrder.entries()) {
    if (index > 0) expect(at - (inOrder[index - 1] ?? 0)).toBeGreaterThanOrEqual(9_999);
  }
  const heldBack = slots.find((slot) => !slot.isReserved);
  expect(heldBack?.at.getTime()).toBeGreaterThan(Date.now() + 45_000);
});

test("refusals of calls that were under way together count once, later ones keep everybody away longer", async () => {
  const organization = await anOrganization();
  await take(organization);
  await Promise.all([1, 2, 3].map(() => refuse(organization)));
  expect(await paceOf(organization)).toMatchObject({ refusals: 1, refusals_total: 3, interval_ms: 10_400 });
  const pauseMs = (await paceOf(organization))?.wait_ms ?? 0;
  expect(pauseMs).toBeGreaterThanOrEqual(14_000);
  expect(pauseMs).toBeLessThanOrEqual(60_000);

  // The pause was over a moment ago: the database rounds to milliseconds, the process cuts them off.
  await pool.query(
    "UPDATE paces SET next_at = now(), resume_at = now() - interval '10 milliseconds' WHERE organization_id = $1",
    [organization.id],
  );
  await refuse(organization);
  expect(await paceOf(organization)).toMatchObject({ refusals: 2, interval_ms: 10_400 });
  expect((await paceOf(organization))?.wait_ms).toBeGreaterThan(20_000);
});

test("the first refusal tells the rate: as many calls as passed before it", async () => {
  const organization = await anOrganization();
  for (let call = 0; call < 9; call += 1) await take(organization);
  await refuse(organization);
  expect(await paceOf(organization)).toMatchObject({ interval_ms: 7_800 });
});

test("calls that go well never come back to what was refused, until it is tried again after a long time", async () => {
  const organization = await anOrganization();
  await take(organization);
  await refuse(organization);
  const succeed = async (times: number) => {
    for (let call = 0; call < times; call += 1) await speedUp(organization.id, template, new Date());
  };
  await succeed(29);
  expect(await paceOf(organization)).toMatchObject({ refusals: 0, interval_ms: 10_400 });
  await succeed(12);
  expect((await paceOf(organization))?.interval_ms).toBeLessThan(9_500);
  await succeed(600);
  expect(await paceOf(organization)).toMatchObject({ interval_ms: 0 });
});

test("a person's call goes ahead of a backfill, and pushes it back", async () => {
  const organization = await anOrganization();
  await take(organization);
  await refuse(organization);
  await pool.query("UPDATE paces SET next_at = now() WHERE organization_id = $1", [organization.id]);
  await take(organization, 60_000);
  const queued = await take(organization, 60_000);
  const urgent = await reserveSlot(organization.id, template, { patienceMs: 0, isUrgent: true });
  expect(urgent).toMatchObject({ isReserved: true, waitMs: 0, hasJumped: true });
  const next = await take(organization, 60_000);
  expect(next.at.getTime() - queued.at.getTime()).toBeGreaterThan(20_000);
});

test("where upstream asked for silence nobody's call is sent", async () => {
  const organization = await anOrganization();
  await take(organization);
  await refuse(organization, 40_000);
  const urgent = await reserveSlot(organization.id, template, { patienceMs: 15_000, isUrgent: true });
  expect(urgent.isReserved).toBe(false);
});

test("templates and organizations are paced apart", async () => {
  const [slow, other] = [await anOrganization(), await anOrganization()];
  await take(slow);
  await refuse(slow);
  expect(await reserveSlot(slow.id, "GET /organization/invites", { patienceMs: 0 })).toMatchObject({
    isReserved: true,
  });
  expect(await take(other)).toMatchObject({ isReserved: true, isPaced: false });
});

test("a clock that was set back an hour keeps nobody waiting for an hour", async () => {
  const organization = await anOrganization();
  await take(organization);
  await refuse(organization);
  await pool.query("UPDATE paces SET next_at = next_at + interval '1 hour' WHERE organization_id = $1", [
    organization.id,
  ]);
  expect(await take(organization)).toMatchObject({ isReserved: true, isPaced: true });
  expect(await take(organization)).toMatchObject({ isReserved: false });
});
