import { randomUUID } from "node:crypto";
import type { Actor, SignedIn } from "#lib/auth/actor.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import { writer } from "#lib/db-writer.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import type { Role } from "#lib/generated/prisma/enums.ts";

/**
 * Rows for tests: each call makes its own, with random ids, so that tests share a database without meeting.
 * The second argument overrides any column.
 */
type Owned = "organizationId" | "raw" | "mirroredAt";
type Given<Input> = Partial<Omit<Input, Owned>>;
type In = { id: string };

/** A short random id in upstream's manner: "user-1f0c…". */
export function anId(prefix: string): string {
  return `${prefix}-${randomUUID().replaceAll("-", "").slice(0, 20)}`;
}

/** When the mirror of a made row was read: a minute ago, so that an answer of now is newer. */
function aMinuteAgo(): Date {
  return new Date(Date.now() - 60_000);
}

function mirrored(organization: In) {
  return { organizationId: organization.id, raw: {}, mirroredAt: aMinuteAgo() };
}

/** A person who may sign in; the password hash matches no password unless one is given. */
export async function aUser(given: Partial<Prisma.UserUncheckedCreateInput> = {}) {
  const email = `${anId("person")}@example.com`;
  return writer.user.create({ data: { email, name: "Test Person", passwordHash: "unusable", ...given } });
}

/** A connected organization without an admin key; lib/testing says how to connect one to a twin. */
export async function anOrganization(given: Partial<Prisma.OrganizationUncheckedCreateInput> = {}) {
  const slug = anId("org");
  return writer.organization.create({
    data: { slug, name: `Organization ${slug}`, baseUrl: "http://127.0.0.1:9/v1", ...given },
  });
}

/** Somebody signed in, with a live session. consoleRole null: holds nothing over the console itself. */
export async function aPerson(consoleRole: Role | null = null): Promise<SignedIn> {
  const user = await aUser();
  if (consoleRole) await writer.grant.create({ data: { userId: user.id, role: consoleRole } });
  const session = await writer.session.create({
    data: { userId: user.id, expiresAt: new Date(Date.now() + 3_600_000) },
  });
  return {
    kind: "user",
    id: user.id,
    label: user.email,
    email: user.email,
    sessionId: session.id,
    requestId: randomUUID(),
    consoleRole,
  };
}

/** Somebody with a role in an organization: a new one, unless one is given. */
export async function anActor(
  given: { role?: Role; organization?: { id: string; slug: string } } = {},
): Promise<Actor> {
  const organization = given.organization ?? (await anOrganization());
  const person = await aPerson();
  await writer.grant.create({
    data: { userId: person.id, organizationId: organization.id, role: given.role ?? "owner" },
  });
  return resolveActor(person, organization.slug);
}

export async function aMember(organization: In, given: Given<Prisma.MemberUncheckedCreateInput> = {}) {
  const id = given.id ?? anId("user");
  return writer.member.create({
    data: {
      ...mirrored(organization),
      id,
      email: `${id}@example.com`,
      name: "Aiko Tanaka",
      role: "reader",
      addedAt: new Date("2026-01-05T00:00:00Z"),
      ...given,
    },
  });
}

export async function anInvite(organization: In, given: Given<Prisma.InviteUncheckedCreateInput> = {}) {
  const id = anId("invite");
  return writer.invite.create({
    data: {
      ...mirrored(organization),
      id,
      email: `${id}@example.com`,
      role: "reader",
      status: "pending",
      createdAt: new Date(),
      expiresAt: new Date(Date.now() + 7 * 86_400_000),
      ...given,
    },
  });
}

export async function aProject(organization: In, given: Given<Prisma.ProjectUncheckedCreateInput> = {}) {
  return writer.project.create({
    data: {
      ...mirrored(organization),
      id: anId("proj"),
      name: "Search",
      status: "active",
      createdAt: new Date("2026-01-01T00:00:00Z"),
      ...given,
    },
  });
}

/** Puts a member in a project, in the mirror. */
export async function aProjectMember(
  project: { organizationId: string; id: string },
  member: In,
  given: Given<Prisma.ProjectMemberUncheckedCreateInput> = {},
) {
  return writer.projectMember.create({
    data: {
      ...mirrored({ id: project.organizationId }),
      projectId: project.id,
      memberId: member.id,
      role: "member",
      addedAt: new Date("2026-01-06T00:00:00Z"),
      ...given,
    },
  });
}

export async function aServiceAccount(
  project: { organizationId: string; id: string },
  given: Given<Prisma.ServiceAccountUncheckedCreateInput> = {},
) {
  return writer.serviceAccount.create({
    data: {
      ...mirrored({ id: project.organizationId }),
      projectId: project.id,
      id: anId("svc_acct"),
      name: "Nightly job",
      role: "member",
      createdAt: new Date("2026-01-07T00:00:00Z"),
      ...given,
    },
  });
}

/** A key of a project; ownerKind and ownerId say whose. */
export async function aKey(
  project: { organizationId: string; id: string },
  given: Given<Prisma.ApiKeyUncheckedCreateInput> = {},
) {
  return writer.apiKey.create({
    data: {
      ...mirrored({ id: project.organizationId }),
      projectId: project.id,
      id: anId("key"),
      name: "Backend",
      redactedValue: "sk-proj-…abcd",
      createdAt: new Date("2026-01-08T00:00:00Z"),
      lastUsedAt: aMinuteAgo(),
      ownerProjectAccess: "active",
      ...given,
    },
  });
}

/** A group, with members if their ids are given. */
export async function aGroup(
  organization: In,
  given: Given<Prisma.GroupUncheckedCreateInput> = {},
  memberIds: string[] = [],
) {
  const group = await writer.group.create({
    data: { ...mirrored(organization), id: anId("group"), name: "Research", kind: "group", ...given },
  });
  await writer.groupMember.createMany({
    data: memberIds.map((memberId) => ({ ...mirrored(organization), groupId: group.id, memberId })),
  });
  return group;
}

/** What the trail says about a target, oldest first: ["member.remove started", "member.remove succeeded"]. */
export async function trailOf(organization: In, targetId: string): Promise<string[]> {
  const entries = await writer.trailEntry.findMany({
    where: { organizationId: organization.id, targetId },
    orderBy: { id: "asc" },
    select: { action: true, outcome: true },
  });
  return entries.map(({ action, outcome }) => `${action} ${outcome}`);
}
