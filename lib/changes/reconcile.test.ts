import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";
import { record } from "#lib/audit/record.ts";
import { listOpenChanges } from "#lib/changes/list-open.ts";
import { listRecentChanges } from "#lib/changes/list-recent.ts";
import { reconcileChanges } from "#lib/changes/reconcile.ts";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { updateMemberRole } from "#lib/members/update-role.ts";
import { anActor, anOrganization, trailOf } from "#lib/testing/factories.ts";
import { aConnectedOrganization, aTwinMember, aTwinProject } from "#lib/testing/upstream.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin();
});
afterEach(() => twin.setFaults([]));
afterAll(() => twin.stop());

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);

/** What a process leaves that was killed after it put its intent on the trail. */
async function aBegunChange(
  organization: { id: string },
  given: { targetId: string; targetKind?: string; startedAt?: Date; isUnknown?: boolean; role?: string },
) {
  const { targetId, targetKind = "member", startedAt = secondsAgo(120), isUnknown = false, role } = given;
  const operationId = randomUUID();
  const action = role === undefined ? "member.remove" : "member.updateRole";
  await record(
    writer,
    operationId,
    {
      actor: { kind: "user", id: "u", label: "someone@example.com", requestId: "request-1" },
      organizationId: organization.id,
      action,
      target: { kind: targetKind, id: targetId, label: "Aiko" },
      input: { memberId: targetId, role },
      before: { role: "reader" },
    },
    "started",
  );
  await writer.openChange.create({
    data: {
      operationId,
      organizationId: organization.id,
      action,
      targetKind,
      targetId,
      startedAt,
      isUnknown,
    },
  });
  return operationId;
}

const isOpen = async (operationId: string) => (await db.openChange.count({ where: { operationId } })) === 1;

test("what a killed process left is settled in the name of whoever asked for it", async () => {
  const organization = await aConnectedOrganization(twin);
  const actor = await anActor({ role: "auditor", organization });
  const member = await aTwinMember(twin, organization);
  await twin.admin.users.update(member.id, { role: "owner" });
  await aBegunChange(organization, { targetId: member.id, role: "owner" });
  expect(await listOpenChanges(actor, { kind: "member", id: member.id })).toMatchObject([
    { action: "member.updateRole", isUnknown: false },
  ]);

  await reconcileChanges();
  expect(await listOpenChanges(actor, { kind: "member", id: member.id })).toEqual([]);
  expect(await trailOf(organization, member.id)).toEqual([
    "member.updateRole started",
    "member.updateRole succeeded",
  ]);
  const [entry] = await db.trailEntry.findMany({ where: { targetId: member.id, outcome: "succeeded" } });
  expect(entry).toMatchObject({
    actorLabel: "someone@example.com",
    requestId: "request-1",
    before: { role: "reader" },
    after: { role: "owner" },
  });
  expect(await listRecentChanges(actor, { kind: "member", id: member.id })).toMatchObject([
    { action: "member.updateRole", outcome: "succeeded" },
  ]);
});

test("a change that was unknown shows how it was settled, once", async () => {
  const organization = await aConnectedOrganization(twin);
  const actor = await anActor({ organization });
  const { id: memberId } = await aTwinMember(twin, organization);
  const input = { memberId, role: "owner", expectedRole: "reader" } as const;
  twin.setFaults([{ kind: "cut", at: "afterChange", on: "POST /organization/users/:user_id" }]);
  await expect(updateMemberRole(actor, input)).rejects.toMatchObject({ code: "upstream_unknown" });
  const target = { kind: "member", id: memberId } as const;
  expect(await listRecentChanges(actor, target)).toMatchObject([{ outcome: "unknown" }]);
  await reconcileChanges(new Date(Date.now() + 10_000));
  expect(await listRecentChanges(actor, target)).toMatchObject([{ outcome: "succeeded" }]);
});

test("a change that is still under way is left alone", async () => {
  const organization = await aConnectedOrganization(twin);
  const member = await aTwinMember(twin, organization);
  const young = await aBegunChange(organization, { targetId: member.id, startedAt: secondsAgo(60) });
  const fresh = await aBegunChange(organization, {
    targetId: "user-2",
    startedAt: secondsAgo(1),
    isUnknown: true,
  });
  await reconcileChanges();
  expect(await isOpen(young)).toBe(true);
  expect(await isOpen(fresh)).toBe(true);
});

test("without a clear answer it stays open, and does not keep the others waiting", async () => {
  const [organization, other] = [await aConnectedOrganization(twin), await aConnectedOrganization(twin)];
  const disconnected = await anOrganization();
  const member = await aTwinMember(twin, other);
  const unreachable = await aBegunChange(disconnected, { targetId: "user-1", startedAt: secondsAgo(400) });
  const unclear = await aBegunChange(organization, { targetId: "user-1", startedAt: secondsAgo(300) });
  twin.setFaults([{ kind: "serverError", on: "GET /organization/users/:user_id", times: 1 }]);
  const clear = await aBegunChange(other, { targetId: member.id, isUnknown: true });

  await reconcileChanges();
  expect(await Promise.all([unreachable, unclear, clear].map(isOpen))).toEqual([true, true, false]);
  await reconcileChanges();
  expect(await isOpen(unreachable)).toBe(true);
  await writer.openChange.deleteMany({ where: { operationId: { in: [unreachable, unclear] } } });
});

test("two workers at once settle a change once", async () => {
  const organization = await aConnectedOrganization(twin);
  const member = await aTwinMember(twin, organization);
  await aBegunChange(organization, { targetId: member.id });
  await Promise.all([reconcileChanges(), reconcileChanges(), reconcileChanges()]);
  expect(await trailOf(organization, member.id)).toEqual(["member.remove started", "member.remove failed"]);
});

test("a change in a project shows on the project and on the member, and on no other", async () => {
  const organization = await aConnectedOrganization(twin);
  const actor = await anActor({ role: "viewer", organization });
  const project = await aTwinProject(twin, organization);
  await aBegunChange(organization, { targetKind: "project_member", targetId: `${project.id}/user-1` });
  expect(await listOpenChanges(actor, { kind: "project", id: project.id })).toHaveLength(1);
  expect(await listOpenChanges(actor, { kind: "member", id: "user-1" })).toHaveLength(1);
  expect(await listOpenChanges(actor, { kind: "member", id: "user-11" })).toEqual([]);
  expect(await listOpenChanges(await anActor(), { kind: "member", id: "user-1" })).toEqual([]);
});

test("a change left open in an organization that is disconnected lets go of its lock, and the trail says that nobody knows", async () => {
  const organization = await aConnectedOrganization(twin);
  const member = await aTwinMember(twin, organization);
  const operationId = await aBegunChange(organization, { targetId: member.id });
  await writer.organization.update({
    where: { id: organization.id },
    data: { status: "disconnected", sealedAdminKey: null },
  });
  await reconcileChanges();
  expect(await isOpen(operationId)).toBe(false);
  expect(await trailOf(organization, member.id)).toEqual(["member.remove started", "member.remove unknown"]);
});
