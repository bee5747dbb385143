import { randomUUID } from "node:crypto";
import { writer } from "#lib/db-writer.ts";
import { noDay } from "#lib/sync/compare/save-counts.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { saveView } from "#lib/views/save.ts";
import {
  aGroup,
  aKey,
  aMember,
  anActor,
  anInvite,
  anOrganization,
  aProject,
  aProjectMember,
  aServiceAccount,
  aUser,
} from "#lib/testing/factories.ts";
import { anExport } from "#lib/testing/exports.ts";
import { anEvent } from "#lib/testing/events.ts";
import { costFacts, usageFacts } from "#lib/testing/facts.ts";

type Place = { organizationId: string; actor: Actor };

async function aDirectory(organization: { id: string }, mark: string) {
  const project = await aProject(organization, { name: `${mark} project` });
  const member = await aMember(organization, { name: `${mark} member`, email: `${mark}@example.com` });
  await aProjectMember(project, member);
  const outsider = await aMember(organization, { name: `${mark} outsider` });
  const account = await aServiceAccount(project, { name: `${mark} account` });
  const owned = { ownerKind: "user", ownerId: member.id, ownerName: `${mark} member` };
  const key = await aKey(project, { name: `${mark} key`, ...owned });
  await aGroup(organization, { name: `${mark} group` }, [member.id]);
  const invite = await anInvite(organization, { email: `${mark}-invited@example.com` });
  return { project, member, outsider, account, key, invite };
}

type Directory = Awaited<ReturnType<typeof aDirectory>>;

async function someFacts(organization: { id: string; timeZone: string }, of: Directory, mark: string) {
  const at = `${new Date(Date.now() - 7_200_000).toISOString().slice(0, 19)}Z`;
  const place = { project: of.project.id, member: of.member.id, key: of.key.id };
  await usageFacts(organization, [
    { at, ...place, model: `${mark}-model`, requests: 7, input: 70, output: 7 },
  ]);
  const on = at.slice(0, 10);
  const lineItem = `${mark} line`;
  await costFacts(organization, "project_line_item", [
    { on, project: of.project.id, lineItem, amount: "7.25" },
  ]);
  await costFacts(organization, "member", [{ on, member: of.member.id, amount: "7.25" }]);
  await costFacts(organization, "api_key", [{ on, key: of.key.id, project: of.project.id, amount: "7.25" }]);
  return anEvent(organization, {
    at,
    type: "api_key.created",
    ...{ actorKind: "user", actorId: of.member.id, actorEmail: `${mark}@example.com` },
    ...{ projectId: of.project.id, projectName: `${mark} project`, resourceId: of.key.id },
  });
}

async function someWork({ organizationId, actor }: Place, mark: string) {
  const jobId = await anExport(actor, { sets: "members" });
  await writer.backgroundJob.update({ where: { id: jobId }, data: { askedByLabel: `${mark} asker` } });
  const view = await saveView(actor, { page: "members", name: `${mark} view`, query: "", isShared: true });
  const removedView = await saveView(actor, {
    page: "members",
    name: `${mark} gone`,
    query: "",
    isShared: true,
  });
  await writer.savedView.update({ where: { id: removedView.id }, data: { removedAt: new Date() } });
  const fromAt = new Date(Date.now() - 3_600_000);
  const stream = {
    organizationId,
    kind: "members",
    lastErrorCode: "failed",
    lastErrorMessage: `${mark} error`,
  };
  await writer.stream.create({ data: { ...stream, asOf: fromAt, lastErrorAt: fromAt } });
  await writer.blindPeriod.create({
    data: { organizationId, stream: "members", reason: "refused", detail: `${mark} blind`, fromAt },
  });
  const comparison = await writer.comparison.create({
    data: { organizationId, actorLabel: `${mark} comparer`, days: 3, state: "done" },
  });
  await writer.comparisonCount.create({
    data: {
      ...{ organizationId, comparisonId: comparison.id, stream: "members", measure: "rows" },
      ...{ day: new Date(noDay), upstream: 2, mirror: 1, note: `${mark} note` },
    },
  });
  await writer.retention.create({
    data: { organizationId, facts: "usage", keepMonths: 13, keptSince: new Date("2031-03-07") },
  });
  return { jobId, view, removedView, comparison };
}

async function whatIsUnderWay(organizationId: string, { project }: Directory, mark: string) {
  const action = `${mark} rename`;
  await writer.openChange.create({
    data: {
      ...{ operationId: randomUUID(), organizationId, action },
      ...{ targetKind: "project", targetId: project.id },
    },
  });
}

/**
 * An organization with something of everything that the console can show, each marked: who is shown the mark was
 * shown something of it. owner is whoever owns it; grant is the role of somebody else in it.
 */
export async function aWorld() {
  const mark = `mark-${randomUUID()}`;
  const organization = await anOrganization({ name: `${mark} organization`, timeZone: "Asia/Tokyo" });
  const owner = await anActor({ role: "owner", organization });
  const directory = await aDirectory(organization, mark);
  const event = await someFacts(organization, directory, mark);
  const work = await someWork({ organizationId: organization.id, actor: owner }, mark);
  await whatIsUnderWay(organization.id, directory, mark);
  const user = await aUser({ email: `${mark}-user@example.com` });
  const grant = await writer.grant.create({
    data: { userId: user.id, organizationId: organization.id, role: "viewer" },
  });
  const entry = await writer.trailEntry.findFirstOrThrow({
    where: { organizationId: organization.id, action: "view.save" },
    orderBy: { id: "asc" },
  });
  return { mark, organization, owner, grant, event, operationId: entry.operationId, ...directory, ...work };
}

export type World = Awaited<ReturnType<typeof aWorld>>;
