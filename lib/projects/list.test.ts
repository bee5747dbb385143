import { expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { pool } from "#lib/db-writer.ts";
import { countProjects, listProjects } from "#lib/projects/list.ts";
import type { ProjectFilters } from "#lib/projects/list.ts";
import { findActiveProjects } from "#lib/projects/find-active.ts";
import { listProjectMembers } from "#lib/projects/list-members.ts";
import { listServiceAccounts } from "#lib/projects/list-service-accounts.ts";
import { projectMonthToDate } from "#lib/projects/month-to-date.ts";
import {
  aKey,
  aMember,
  anActor,
  anOrganization,
  aProject,
  aProjectMember,
  aServiceAccount,
} from "#lib/testing/factories.ts";

const start = { after: null, before: null };

async function found(actor: Actor, filters: Partial<ProjectFilters>) {
  const all: ProjectFilters = { search: "", status: "all", ...filters };
  const page = await listProjects(actor, all, { sort: "name", descending: false }, start);
  expect((await countProjects(actor, all)).count).toBe(page.rows.length);
  return page.rows;
}

async function aCost(organizationId: string, projectId: string, monthsAgo: number, amount: string) {
  await pool.query(
    `INSERT INTO facts.costs_daily (organization_id, grain, day, project_id, currency, amount)
     VALUES ($1, 'project', (now() AT TIME ZONE 'UTC')::date - $3 * interval '1 month', $2, 'usd', $4)`,
    [organizationId, projectId, monthsAgo, amount],
  );
}

test("projects are found by status and by a part of the name or id", async () => {
  const actor = await anActor();
  const active = await aProject(actor.organization, { name: "検索 Search" });
  const archived = await aProject(actor.organization, { name: "Old", status: "archived" });
  const nameless = await aProject(actor.organization, { name: null, status: null, archivedAt: new Date() });
  await aProject(actor.organization, { name: "Gone", deletedAt: new Date() });

  const ids = async (filters: Partial<ProjectFilters>) => (await found(actor, filters)).map(({ id }) => id);
  expect(await ids({})).toEqual([nameless.id, archived.id, active.id]);
  expect(await ids({ status: "active" })).toEqual([active.id]);
  expect(await ids({ status: "archived" })).toEqual([nameless.id, archived.id]);
  expect(await ids({ search: "検索 s" })).toEqual([active.id]);
  expect(await ids({ search: nameless.id })).toEqual([nameless.id]);
});

test("a project shows what the actor may see of it: people, accounts, keys and the month's costs", async () => {
  const admin = await anActor();
  const { organization } = admin;
  const project = await aProject(organization);
  await aProjectMember(project, await aMember(organization));
  await aProjectMember(project, await aMember(organization), { deletedAt: new Date() });
  const account = await aServiceAccount(project, { name: "Zed" });
  await aServiceAccount(project, { deletedAt: new Date() });
  await aKey(project, { ownerKind: "service_account", ownerId: account.id });
  await aCost(organization.id, project.id, 0, "0.1");
  await aCost(organization.id, project.id, 1, "1234567890.000000000000000001");

  const counts = { memberCount: 1, serviceAccountCount: 1, keyCount: 1 };
  expect(await found(admin, {})).toMatchObject([{ ...counts, costThisMonth: "0.1", currency: "usd" }]);
  const viewer = await anActor({ role: "viewer", organization });
  const hidden = { keyCount: null, costThisMonth: null, currency: null };
  expect(await found(viewer, {})).toMatchObject([{ ...counts, ...hidden }]);

  expect(await projectMonthToDate(admin, project.id)).toEqual({
    amount: "0.1",
    lastMonth: "1234567890.000000000000000001",
    currency: "usd",
  });
  await expect(projectMonthToDate(viewer, project.id)).rejects.toMatchObject({ code: "forbidden" });
  expect(await listServiceAccounts(admin, project.id)).toMatchObject([{ name: "Zed", keyCount: 1 }]);
  expect(await listServiceAccounts(viewer, project.id)).toMatchObject([{ keyCount: null }]);
});

test("a project's members are listed by name, those included whom the mirror doesn't know yet", async () => {
  const actor = await anActor();
  const project = await aProject(actor.organization);
  const owner = await aMember(actor.organization, { name: "Berta", role: "owner" });
  await aProjectMember(project, owner, { role: "owner" });
  await aProjectMember(project, { id: "user-unknown" });
  await aProjectMember(project, await aMember(actor.organization, { name: "Anna" }));
  const { rows, next } = await listProjectMembers(actor, project.id, start);
  expect(rows).toMatchObject([
    { memberId: "user-unknown", name: null, isOrganizationOwner: false },
    { name: "Anna", isOrganizationOwner: false },
    { name: "Berta", isOrganizationOwner: true },
  ]);
  expect(next).toBeNull();
});

test("pages of a project's members follow one another both ways, known and unknown ones among each other", async () => {
  const actor = await anActor();
  const project = await aProject(actor.organization);
  const names = Array.from({ length: 60 }, (_, index) => `Person ${String(index).padStart(2, "0")}`);
  // Of these every third has no name but goes by the address, and two are known to upstream alone.
  for (const [index, name] of names.entries()) {
    const called = index % 3 === 0 ? { name: null, email: `${name.toLowerCase()}@a.example` } : { name };
    await aProjectMember(project, await aMember(actor.organization, called));
  }
  for (const id of ["user-a", "user-b"]) await aProjectMember(project, { id });
  const called = (rows: { memberId: string; name: string | null; email: string | null }[]) =>
    rows.map(({ memberId, name, email }) =>
      memberId.length === 6 ? memberId : (name ?? email ?? "").slice(0, 9).toLowerCase(),
    );

  const first = await listProjectMembers(actor, project.id, start);
  const second = await listProjectMembers(actor, project.id, { after: first.next, before: null });
  expect([...called(first.rows), ...called(second.rows)]).toEqual([
    "user-a",
    "user-b",
    ...names.map((name) => name.toLowerCase()),
  ]);
  expect(second.next).toBeNull();
  const back = await listProjectMembers(actor, project.id, { after: null, before: second.previous });
  expect(called(back.rows)).toEqual(called(first.rows));
});

test("another organization's project shows nothing, whatever part of it is asked for", async () => {
  const actor = await anActor();
  const other = await anOrganization();
  const project = await aProject(other);
  await aProjectMember(project, await aMember(other));
  await aServiceAccount(project);
  await aCost(other.id, project.id, 0, "5");
  expect(await found(actor, {})).toEqual([]);
  expect((await listProjectMembers(actor, project.id, start)).rows).toEqual([]);
  expect(await listServiceAccounts(actor, project.id)).toEqual([]);
  expect(await projectMonthToDate(actor, project.id)).toEqual({
    amount: "0",
    lastMonth: "0",
    currency: null,
  });
});

test("projects to choose from are active, hold the text, and come twenty at a time by name", async () => {
  const actor = await anActor();
  await aProject(await anOrganization(), { name: "Bridge of others" });
  await aProject(actor.organization, { name: "Bridge of old", status: "archived" });
  for (let number = 10; number < 32; number += 1)
    await aProject(actor.organization, { name: `Bridge ${number}` });
  await aProject(actor.organization, { name: "Tunnel" });
  const names = async (search: string) => (await findActiveProjects(actor, search)).map(({ name }) => name);
  expect(await names("")).toEqual(Array.from({ length: 20 }, (_, at) => `Bridge ${at + 10}`));
  expect(await names("TUNN\0")).toEqual(["Tunnel"]);
  expect(await names("%")).toEqual([]);
});
