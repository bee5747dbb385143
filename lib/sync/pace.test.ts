import { expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { reserveSlot, slowDown, speedUp } from "#lib/sync/pace.ts";
import { anOrganization } from "#lib/testing/factories.ts";

const template = "GET /organization/users";

async function paceOf(organization: { id: string }) {
  const { rows } = await pool.query<{ interval_ms: number; refusals: number; wait_ms: number }>(
    `SELECT interval_ms, refusals, ceil(extract(epoch FROM next_at - clock_timestamp()) * 1000)::int AS wait_ms
     FROM paces WHERE organization_id = $1`,
    [organization.id],
  );
  return rows[0];
}

test("nobody waits before upstream has refused", async () => {
  const organization = await anOrganization();
  const slots = await Promise.all(
    Array.from({ length: 20 }, () => reserveSlot(organization.id, template, 0)),
  );
  expect(slots.every((slot) => slot.isReserved && slot.waitMs <= 1 && !slot.isPaced)).toBe(true);
});

test("after a refusal the whole fleet gets one turn each ten seconds, and nobody the same", async () => {
  const organization = await anOrganization();
  await reserveSlot(organization.id, template, 0);
  await slowDown(organization.id, template, 500);
  const slots = await Promise.all(
    Array.from({ length: 8 }, () => reserveSlot(organization.id, template, 45_000)),
  );
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
  await reserveSlot(organization.id, template, 0);
  await Promise.all([1, 2, 3].map(() => slowDown(organization.id, template, null)));
  expect(await paceOf(organization)).toMatchObject({ refusals: 1, interval_ms: 10_000 });
  expect((await paceOf(organization))?.wait_ms).toBeLessThanOrEqual(15_000);

  await pool.query("UPDATE paces SET next_at = now() WHERE organization_id = $1", [organization.id]);
  await slowDown(organization.id, template, null);
  expect((await paceOf(organization))?.wait_ms).toBeGreaterThan(25_000);
});

test("calls that go well make it faster bit by bit, and unpaced in the end", async () => {
  const organization = await anOrganization();
  await reserveSlot(organization.id, template, 0);
  await slowDown(organization.id, template, null);
  await speedUp(organization.id, template);
  expect(await paceOf(organization)).toMatchObject({ refusals: 0, interval_ms: 9_600 });
  for (let call = 0; call < 100; call += 1) await speedUp(organization.id, template);
  expect(await paceOf(organization)).toMatchObject({ interval_ms: 0 });
});

test("templates and organizations are paced apart", async () => {
  const [slow, other] = [await anOrganization(), await anOrganization()];
  await reserveSlot(slow.id, template, 0);
  await slowDown(slow.id, template, null);
  expect(await reserveSlot(slow.id, "GET /organization/invites", 0)).toMatchObject({ isReserved: true });
  expect(await reserveSlot(other.id, template, 0)).toMatchObject({ isReserved: true, isPaced: false });
});

test("a clock that was set back an hour keeps nobody waiting for an hour", async () => {
  const organization = await anOrganization();
  await reserveSlot(organization.id, template, 0);
  await slowDown(organization.id, template, null);
  await pool.query("UPDATE paces SET next_at = next_at + interval '1 hour' WHERE organization_id = $1", [
    organization.id,
  ]);
  expect(await reserveSlot(organization.id, template, 0)).toMatchObject({ isReserved: true, isPaced: true });
  expect(await reserveSlot(organization.id, template, 0)).toMatchObject({ isReserved: false });
});
