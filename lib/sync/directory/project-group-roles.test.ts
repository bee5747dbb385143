import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { listStreams } from "#lib/streams/list.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { syncStream } from "#lib/sync/run-all.ts";
import { anActor } from "#lib/testing/factories.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

vi.setConfig({ testTimeout: 120_000 });

let twin: TestTwin;
let organization: { id: string; slug: string };
let project: { id: string };
let group: { id: string };
let stranger: { id: string };
let role = "";

async function sync(...kinds: StreamKind[]) {
  for (const kind of kinds) expect(await syncStream(organization.id, kind)).toMatchObject({ error: null });
}

beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 1 });
  organization = await aConnectedOrganization(twin);
  project = await twin.admin.projects.create({ name: "Atlas" });
  group = await twin.admin.groups.create({ name: "Cartographers" });
  stranger = await twin.admin.groups.create({ name: "Passers-by" });
  role = `role-api-project-member__api-project__${project.id}`;
  await twin.admin.projects.groups.create(project.id, { group_id: group.id, role });
  await sync("members", "projects", "project_members", "groups", "roles");
}, 120_000);
afterAll(() => twin.stop());

async function rolesOf(id: string): Promise<string[]> {
  const { rows } = await pool.query<{ role: string }>(
    `SELECT role_id AS role FROM role_assignments WHERE organization_id = $1 AND project_id = $2
       AND principal_kind = 'group' AND principal_id = $3 AND deleted_at IS NULL ORDER BY 1`,
    [organization.id, project.id, id],
  );
  return rows.map((row) => row.role);
}

async function coverage() {
  const actor = await anActor({ role: "viewer", organization });
  const [stream] = await listStreams(actor, ["roles"]);
  if (!stream?.coverage) throw new Error("Nothing is told of the roles.");
  return stream.coverage;
}

test("the roles that a group holds inside a project are mirrored, and only groups in it are asked for", async () => {
  expect(await rolesOf(group.id)).toEqual([role]);
  const { rows } = await pool.query<{ id: string }>(
    `SELECT principal_id AS id FROM role_reads
     WHERE organization_id = $1 AND project_id = $2 AND principal_kind = 'group'`,
    [organization.id, project.id],
  );
  expect(rows.map(({ id }) => id)).toEqual([group.id]);
  expect(rows.map(({ id }) => id)).not.toContain(stranger.id);
});

test("how complete the roles are is told: all who can hold one, how many were asked for, the oldest answer", async () => {
  const whole = await coverage();
  expect(whole.total).toBeGreaterThan(10);
  expect(whole.asked).toBe(whole.total);
  await pool.query(
    "UPDATE role_reads SET read_at = '2026-01-02T03:04:05Z' WHERE organization_id = $1 AND principal_id = $2 AND project_id = ''",
    [organization.id, group.id],
  );
  expect((await coverage()).oldestAt).toBe("2026-01-02T03:04:05.000Z");
  await pool.query(
    "DELETE FROM role_reads WHERE organization_id = $1 AND principal_id = $2 AND project_id = $3",
    [organization.id, group.id, project.id],
  );
  expect(await coverage()).toMatchObject({ asked: whole.total - 1, total: whole.total });
});

test("a group that is taken out of a project keeps no role there, but those elsewhere", async () => {
  const other = await twin.admin.projects.create({ name: "Borealis" });
  await twin.admin.projects.groups.create(other.id, {
    group_id: group.id,
    role: `role-api-project-member__api-project__${other.id}`,
  });
  await twin.admin.projects.groups.delete(group.id, { project_id: project.id });
  await sync("projects", "groups", "roles");
  expect(await rolesOf(group.id)).toEqual([]);
  const { rows } = await pool.query(
    "SELECT 1 FROM role_assignments WHERE organization_id = $1 AND project_id = $2 AND principal_id = $3 AND deleted_at IS NULL",
    [organization.id, other.id, group.id],
  );
  expect(rows).toHaveLength(1);
});
