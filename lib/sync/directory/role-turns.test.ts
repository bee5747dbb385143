import { expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { roleTurns } from "#lib/sync/directory/role-turns.ts";
import { ensureMonths } from "#lib/sync/windows/ensure-months.ts";
import { aMember, anOrganization } from "#lib/testing/factories.ts";

const turns = roleTurns("user", "members WHERE organization_id = $1 AND deleted_at IS NULL", "''", "id");

async function noteRead(organization: { id: string }, member: { id: string }, hoursAgo: number) {
  await pool.query(
    `INSERT INTO role_reads (organization_id, principal_kind, principal_id, read_at)
     VALUES ($1, 'user', $2, now() - $3 * interval '1 hour')`,
    [organization.id, member.id, hoursAgo],
  );
}

async function orderOf(organization: { id: string }): Promise<string[]> {
  const client = await pool.connect();
  const before = new Date();
  const order: string[] = [];
  try {
    for (let turn = 0; turn < 10; turn += 1) {
      const parent = await turns.next(client, organization.id, before);
      if (!parent) return order;
      order.push(...parent);
      const tx = { client, $executeRawUnsafe: async () => 0 };
      await turns.took(tx, organization.id, parent, new Date());
    }
    throw new Error("The turns have no end.");
  } finally {
    client.release();
  }
}

test("first who changed since, then who was never asked for, then who was asked for the longest ago; each once a run", async () => {
  const organization = await anOrganization();
  const [recent, old, never, changed, gone] = await Promise.all(
    ["recent", "old", "never", "changed", "gone"].map((name) =>
      aMember(organization, { id: `user-${name}`, ...(name === "gone" && { deletedAt: new Date() }) }),
    ),
  );
  if (!recent || !old || !never || !changed || !gone) throw new Error("Somebody is missing.");
  await noteRead(organization, recent, 1);
  await noteRead(organization, old, 50);
  await noteRead(organization, changed, 2);
  await ensureMonths("audit_events", [Date.now() / 1000 - 3_600]);
  await pool.query(
    `INSERT INTO facts.audit_events (organization_id, effective_at, id, type, raw)
     VALUES ($1, now() - interval '1 hour', 'e1', 'role.assignment.created', $2)`,
    [
      organization.id,
      JSON.stringify({ "role.assignment.created": { principal_id: changed.id, principal_type: "user" } }),
    ],
  );
  expect(await orderOf(organization)).toEqual([changed.id, never.id, old.id, recent.id]);
  expect(await orderOf(organization)).toHaveLength(4);
});

test("a run asks for no more than upstream bears", () => {
  expect(turns.atMost).toBeLessThanOrEqual(300);
});
