import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { db } from "#lib/db.ts";
import { pool } from "#lib/db-writer.ts";
import { runSlice } from "#lib/sync/run-slice.ts";
import { syncStream } from "#lib/sync/run-all.ts";
import { aProject } from "#lib/testing/factories.ts";
import { forgetWaits, readToTheEnd, streamOf } from "#lib/testing/streams.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

vi.setConfig({ testTimeout: 60_000 });

let twin: TestTwin;

beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 3 });
});
afterEach(() => twin.setFaults([]));
afterAll(() => twin.stop());

async function aMirror() {
  const organization = await aConnectedOrganization(twin);
  await syncStream(organization.id, "projects");
  await syncStream(organization.id, "project_members");
  return organization;
}

async function membershipsOf(organization: { id: string }, projectId: string): Promise<number> {
  return db.projectMember.count({ where: { organizationId: organization.id, projectId, deletedAt: null } });
}

async function aBusyProject(organization: { id: string }): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT project_id AS id FROM project_members WHERE organization_id = $1 AND deleted_at IS NULL
     GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
    [organization.id],
  );
  return rows[0]?.id ?? "";
}

test("a project that upstream no longer knows, or that no address can name, holds up nobody", async () => {
  const organization = await aMirror();
  await aProject({ id: organization.id }, { id: "." });
  await aProject({ id: organization.id }, { id: "proj_gone/away" });
  const before = await streamOf(organization, "project_members");
  expect(await syncStream(organization.id, "project_members")).toMatchObject({ error: null });
  expect(await streamOf(organization, "project_members")).toMatchObject({
    rowsMirrored: before.rowsMirrored,
  });
});

test("nobody is taken away after a list that could not be read to its end", async () => {
  const organization = await aMirror();
  const projectId = await aBusyProject(organization);
  const before = await membershipsOf(organization, projectId);
  twin.setFaults([{ kind: "emptyPage", on: "GET /organization/projects/:project_id/users" }]);
  for (let attempt = 0; attempt < 6; attempt += 1) {
    expect(await runSlice(organization.id, "project_members", { isForced: true })).toMatchObject({
      state: "failed",
    });
    await forgetWaits(organization);
  }
  expect(await membershipsOf(organization, projectId)).toBe(before);
});

test("the people of a project that was archived are gone from it", async () => {
  const organization = await aMirror();
  const project = await twin.admin.projects.create({ name: "Short-lived" });
  const [user] = (await twin.admin.users.list({ limit: 1 })).data;
  await twin.admin.projects.users
    .create(project.id, { user_id: user?.id ?? "", role: "member" })
    .catch(() => null);
  await syncStream(organization.id, "projects");
  await syncStream(organization.id, "project_members");
  expect(await membershipsOf(organization, project.id)).toBeGreaterThan(0);

  await twin.admin.projects.archive(project.id);
  await syncStream(organization.id, "projects");
  await syncStream(organization.id, "project_members");
  expect(await membershipsOf(organization, project.id)).toBe(0);
});

test("streams that ask by the ids of others wait for these", async () => {
  const organization = await aConnectedOrganization(twin);
  expect(await runSlice(organization.id, "project_members")).toEqual({ state: "stopped" });
  await syncStream(organization.id, "projects");
  await readToTheEnd(organization, "project_members");
  expect((await streamOf(organization, "project_members")).asOf).not.toBeNull();
});

test("progress counts the projects, and ends where it said", async () => {
  const organization = await aConnectedOrganization(twin);
  await syncStream(organization.id, "projects");
  const seen: [bigint, bigint | null][] = [];
  await readToTheEnd(organization, "project_members", async () => {
    const { progressDone, progressTotal } = await streamOf(organization, "project_members");
    seen.push([progressDone, progressTotal]);
  });
  const total = seen[0]?.[1];
  expect(total).toBeGreaterThan(3n);
  expect(seen.every(([, one]) => one === total)).toBe(true);
  expect(seen.at(-1)?.[0]).toBe(total);
});

test("a pause, or an organization that does not exist, stops a slice before it asks", async () => {
  const organization = await aConnectedOrganization(twin);
  await syncStream(organization.id, "members");
  await pool.query("UPDATE streams SET paused_at = now() WHERE organization_id = $1", [organization.id]);
  expect(await runSlice(organization.id, "members", { isForced: true })).toEqual({ state: "stopped" });
  expect(await runSlice(crypto.randomUUID(), "members")).toEqual({ state: "stopped" });
});
