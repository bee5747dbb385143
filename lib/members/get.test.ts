import { expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { dailyUsage } from "#lib/members/daily-usage.ts";
import { getMember, nameOfMember } from "#lib/members/get.ts";
import { listMemberEvents } from "#lib/members/list-events.ts";
import { listMemberGroups } from "#lib/members/list-groups.ts";
import { listMemberProjects } from "#lib/members/list-projects.ts";
import {
  aGroup,
  aMember,
  anActor,
  anId,
  anOrganization,
  aProject,
  aProjectMember,
} from "#lib/testing/factories.ts";

async function anEvent(organizationId: string, actor: { id?: string; email?: string }, at: string) {
  await pool.query("SELECT facts.ensure_months('audit_events', $1::date, $1::date)", [at]);
  const id = anId("audit_log");
  await pool.query(
    `INSERT INTO facts.audit_events (organization_id, effective_at, id, type, actor_id, actor_email, raw)
     VALUES ($1, $2, $3, 'login.succeeded', $4, $5, '{}')`,
    [organizationId, at, id, actor.id ?? "", actor.email ?? ""],
  );
  return id;
}

test("a member who has left is still found; one of another organization is not", async () => {
  const actor = await anActor({ role: "viewer" });
  const left = await aMember(actor.organization, { deletedAt: new Date() });
  expect(await getMember(actor, left.id)).toMatchObject({ id: left.id, deletedAt: left.deletedAt });
  const other = await aMember(await anOrganization());
  expect(await getMember(actor, other.id)).toBeNull();
  expect(await getMember(actor, "")).toBeNull();
  expect(await getMember(actor, "../users")).toBeNull();
});

test("projects and groups are listed without those that are gone", async () => {
  const actor = await anActor();
  const { organization } = actor;
  const member = await aMember(organization);
  const project = await aProject(organization, { name: "Live" });
  const archived = await aProject(organization, { name: "Archived", archivedAt: new Date() });
  const gone = await aProject(organization, { deletedAt: new Date() });
  for (const each of [project, archived, gone]) await aProjectMember(each, member);
  await aGroup(organization, { name: "研究" }, [member.id]);
  await aGroup(organization, { deletedAt: new Date() }, [member.id]);
  await aGroup(organization);

  expect((await listMemberProjects(actor, member.id)).map(({ name }) => name)).toEqual(["Live", "Archived"]);
  expect((await listMemberGroups(actor, member.id)).map(({ name }) => name)).toEqual(["研究"]);
  const stranger = await anActor();
  expect(await listMemberProjects(stranger, member.id)).toEqual([]);
  expect(await listMemberGroups(stranger, member.id)).toEqual([]);
});

test("events are found by id or by email, latest first, each once", async () => {
  const actor = await anActor({ role: "auditor" });
  const member = await aMember(actor.organization);
  const email = member.email ?? "";
  const byId = await anEvent(actor.organization.id, { id: member.id }, "2026-11-01T10:00:00Z");
  const byEmail = await anEvent(actor.organization.id, { email }, "2026-11-02T10:00:00Z");
  const byBoth = await anEvent(actor.organization.id, { id: member.id, email }, "2026-10-30T10:00:00Z");
  await anEvent(actor.organization.id, {}, "2026-11-03T10:00:00Z");
  await anEvent((await anOrganization()).id, { id: member.id, email }, "2026-11-03T10:00:00Z");

  expect((await listMemberEvents(actor, member)).map(({ id }) => id)).toEqual([byEmail, byId, byBoth]);
  const withoutEmail = await listMemberEvents(actor, { id: member.id, email: null });
  expect(withoutEmail.map(({ id }) => id)).toEqual([byId, byBoth]);
  await expect(listMemberEvents(await anActor({ role: "viewer" }), member)).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("usage has thirty days, zeros included, and exact sums beyond what a number holds", async () => {
  const actor = await anActor();
  const add = (kind: string, member: string, tokens: string) =>
    pool.query(
      `INSERT INTO facts.usage_daily (organization_id, grain, kind, day, member_id, requests, input_tokens,
         output_tokens, input_cached_tokens, quantity)
       VALUES ($1, 'full', $2, (now() AT TIME ZONE 'UTC')::date, $3, 1, $4, 0, 0, 0)`,
      [actor.organization.id, kind, member, tokens],
    );
  await add("completions", "user-1", "9007199254740993");
  await add("embeddings", "user-1", "1");
  await add("completions", "user-2", "5");

  const usage = await dailyUsage(actor, "member", "user-1");
  expect(usage).toHaveLength(30);
  expect(usage.at(-1)).toMatchObject({ requests: "2", tokens: "9007199254740994" });
  expect(usage.slice(0, -1).every(({ requests, tokens }) => requests === "0" && tokens === "0")).toBe(true);
  expect((await dailyUsage(await anActor(), "member", "user-1")).at(-1)).toMatchObject({ tokens: "0" });
});

test("a member is called by name, else by email, else by id", () => {
  expect(nameOfMember({ id: "user-1", name: "Aiko", email: "a@example.com" })).toBe("Aiko");
  expect(nameOfMember({ id: "user-1", name: " ", email: "a@example.com" })).toBe("a@example.com");
  expect(nameOfMember({ id: "user-1", name: null, email: null })).toBe("user-1");
});
