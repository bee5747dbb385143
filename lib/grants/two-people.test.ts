import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { db } from "#lib/db.ts";
import { pool, writer } from "#lib/db-writer.ts";
import { DomainError } from "#lib/errors.ts";
import { createGrant } from "#lib/grants/create.ts";
import { removeGrant } from "#lib/grants/remove.ts";
import { updateGrantRole } from "#lib/grants/update-role.ts";
import { anActor, anId } from "#lib/testing/factories.ts";

vi.setConfig({ testTimeout: 60_000 });

/** What several did at once: how many succeeded, and the others' refusals, each in words for people. */
async function atOnce(work: Promise<unknown>[]) {
  const ended = await Promise.allSettled(work);
  const refused = ended.flatMap((one): unknown[] => (one.status === "rejected" ? [one.reason] : []));
  for (const reason of refused) expect(reason).toBeInstanceOf(DomainError);
  return { done: ended.length - refused.length, refused };
}

/** Lets work begin while a row of grants is held, until all of it waits for that row: it then meets for certain. */
async function meetAtGrant<Result>(
  grantId: string,
  begin: () => Promise<Result>[],
): Promise<Promise<Result>[]> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT FROM grants WHERE id = $1 FOR UPDATE", [grantId]);
    const work = begin();
    for (const each of work) each.catch(() => undefined);
    for (let waiting = 0; waiting < work.length; await sleep(20)) {
      const { rows } = await pool.query<{ waiting: number }>(
        "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      waiting = rows[0]?.waiting ?? 0;
    }
    return work;
  } finally {
    await client.query("COMMIT");
    client.release();
  }
}

async function twoOwnersAndAnother() {
  const first = await anActor();
  const { organization } = first;
  const second = await anActor({ organization });
  const other = await anActor({ organization, role: "viewer" });
  const grant = await db.grant.findFirstOrThrow({ where: { userId: other.id } });
  return { first, second, organization, grantId: grant.id };
}

test("of two who take the same role away at once one does, and the other is told that it is gone", async () => {
  const { first, second, grantId } = await twoOwnersAndAnother();
  const work = await meetAtGrant(grantId, () => [
    removeGrant(first, { grantId }),
    removeGrant(second, { grantId }),
  ]);
  const { done, refused } = await atOnce(work);
  expect(done).toBe(1);
  expect(refused).toMatchObject([{ code: "not_found" }]);
});

test("a role that is changed while it is taken away is changed, or told to be gone, and never comes back", async () => {
  const { first, second, grantId } = await twoOwnersAndAnother();
  const work = await meetAtGrant<unknown>(grantId, () => [
    removeGrant(first, { grantId }),
    updateGrantRole(second, { grantId, role: "auditor" }),
    updateGrantRole(first, { grantId, role: "finance" }),
  ]);
  await atOnce(work);
  expect(await db.grant.findUnique({ where: { id: grantId } })).toBeNull();
});

test("of two who invite the same new person at once one does: one account, one role", async () => {
  const { first, second, organization } = await twoOwnersAndAnother();
  const email = `${anId("new")}@example.com`;
  const wish = { email, name: "", scope: "organization" } as const;
  const { done, refused } = await atOnce([
    createGrant(first, { ...wish, role: "viewer" }),
    createGrant(second, { ...wish, email: email.toUpperCase(), role: "auditor" }),
  ]);
  expect(done).toBe(1);
  expect(refused).toMatchObject([{ code: "conflict", key: "grantExists" }]);
  const user = await db.user.findUniqueOrThrow({ where: { email }, include: { grants: true } });
  expect(user.grants).toMatchObject([{ organizationId: organization.id }]);
});

test("two owners who remove each other at once leave one, who remains an owner", async () => {
  // An owner of the whole console would do in their place.
  await writer.grant.deleteMany({ where: { organizationId: null, role: "owner" } });
  const first = await anActor();
  const { organization } = first;
  const second = await anActor({ organization });
  const idOf = async (userId: string) =>
    (await db.grant.findFirstOrThrow({ where: { userId, organizationId: organization.id } })).id;
  const [one, other] = [await idOf(first.id), await idOf(second.id)];
  await atOnce([
    removeGrant(first, { grantId: other }),
    updateGrantRole(second, { grantId: one, role: "viewer" }),
  ]);
  const left = await db.grant.findMany({ where: { organizationId: organization.id, role: "owner" } });
  expect(left).toHaveLength(1);
});
