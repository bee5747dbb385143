import type { Transaction } from "#twin/database.ts";
import { addPredefinedOrganizationRoles, addPredefinedProjectRoles } from "#twin/roles/seed-predefined.ts";
import { accountId, groupId, keyId, projectId, seededHex, seededId, userId } from "#twin/seed/identity.ts";
import { insertRows } from "#twin/seed/insert-rows.ts";
import { customRoles, openInvites, people, teams } from "#twin/seed/people.ts";
import { seedProjects } from "#twin/seed/projects.ts";
import {
  cityOf,
  day,
  joinedAt,
  leftAt,
  membersOf,
  officeTime,
  placedKeys,
  projectCreatedAt,
} from "#twin/seed/timeline.ts";
import type { Timeline } from "#twin/seed/timeline.ts";

export const organizationId = "org-KawaSpreeDemo4Metsuke24";
export const roleId = (slug: string) => `role_${seededHex(`role ${slug}`)}`;
const inviteLifetime = 7 * day;

export async function seedDirectory(tx: Transaction, timeline: Timeline): Promise<void> {
  await seedPeople(tx, timeline);
  await seedProjectRows(tx, timeline);
  await seedAccountsAndKeys(tx, timeline);
  await seedRoles(tx, timeline);
}

async function seedPeople(tx: Transaction, timeline: Timeline): Promise<void> {
  const byJoining = people.toSorted((a, b) => b.joined - a.joined);
  const scimTeams = new Set(teams.filter((team) => team.isScimManaged).map((team) => team.slug));
  await insertRows(
    tx,
    "twin.users",
    byJoining.map((person) => ({
      id: userId(person.slug),
      email: person.email,
      name: person.name,
      role: person.role,
      added_at: joinedAt(timeline, person),
      is_scim_managed: scimTeams.has(person.team),
      deleted_at: leftAt(timeline, person),
    })),
  );
  await insertRows(
    tx,
    "twin.groups",
    teams.map((team, index) => ({
      id: groupId(team.slug),
      name: team.name,
      group_type: "group",
      is_scim_managed: team.isScimManaged,
      created_at: officeTime(timeline, 398 - index, "berlin", `group ${team.slug}`),
    })),
  );
  await insertRows(
    tx,
    "twin.group_users",
    byJoining
      .filter((person) => teams.some((team) => team.slug === person.team))
      .map((person) => ({
        group_id: groupId(person.team),
        user_id: userId(person.slug),
        added_at: joinedAt(timeline, person) + 600,
        deleted_at: leftAt(timeline, person),
      })),
  );
  await insertRows(tx, "twin.invites", inviteRows(timeline));
}

export function inviteRows(timeline: Timeline) {
  const accepted = people.map((person) => ({ person, sentAt: joinedAt(timeline, person) - 2 * day }));
  const taken = accepted
    .filter(({ sentAt }) => sentAt >= timeline.startAt)
    .map(({ person, sentAt }) => ({
      id: seededId("invite-", person.slug),
      email: person.email,
      role: "reader",
      projects: [{ id: projectId("default"), role: "member" }],
      created_at: sentAt,
      expires_at: sentAt + inviteLifetime,
      accepted_at: joinedAt(timeline, person),
    }));
  const open = openInvites.map((invite) => {
    const sentAt = officeTime(timeline, invite.sent, cityOf(invite.by), `invite ${invite.email}`);
    return {
      id: seededId("invite-", invite.email),
      email: invite.email,
      role: invite.role,
      projects: invite.projects.map((slug) => ({ id: projectId(slug), role: "member" })),
      created_at: sentAt,
      expires_at: sentAt + inviteLifetime,
      accepted_at: null,
    };
  });
  return [...taken, ...open].toSorted((a, b) => a.created_at - b.created_at);
}

async function seedProjectRows(tx: Transaction, timeline: Timeline): Promise<void> {
  const ordered = seedProjects.toSorted((a, b) => b.created - a.created);
  await insertRows(
    tx,
    "twin.projects",
    ordered.map((project) => ({
      id: projectId(project.slug),
      name: project.name,
      residency: project.residency ?? null,
      created_at: projectCreatedAt(timeline, project),
      archived_at:
        project.archived === undefined
          ? null
          : officeTime(timeline, project.archived, cityOf(project.createdBy), `archive ${project.slug}`),
    })),
  );
  await insertRows(
    tx,
    "twin.project_users",
    ordered.flatMap((project) =>
      membersOf(project).map(({ person, role }) => ({
        project_id: projectId(project.slug),
        user_id: userId(person.slug),
        role,
        added_at: Math.max(joinedAt(timeline, person), projectCreatedAt(timeline, project) + 1200),
        deleted_at: leftAt(timeline, person),
      })),
    ),
  );
}

async function seedAccountsAndKeys(tx: Transaction, timeline: Timeline): Promise<void> {
  const accounts = seedProjects.flatMap((project) =>
    project.accounts.map((account) => ({ project, account })),
  );
  await insertRows(
    tx,
    "twin.service_accounts",
    accounts.map(({ project, account }) => ({
      id: accountId(account.slug),
      project_id: projectId(project.slug),
      name: account.name,
      role: "member",
      created_at: officeTime(timeline, account.created, cityOf(project.createdBy), `account ${account.slug}`),
    })),
  );
  const keys = placedKeys(timeline).toSorted((a, b) => a.createdAt - b.createdAt);
  await insertRows(
    tx,
    "twin.api_keys",
    keys.map(({ key, project, account, createdAt, deletedAt, expiresAt }) => ({
      id: keyId(key.slug),
      project_id: projectId(project.slug),
      name: key.name,
      redacted_value: `${account ? "sk-svcac" : "sk-proj-"}***********${seededHex(key.slug).slice(0, 4)}`,
      owner_user_id: account ? null : userId(key.owner),
      owner_service_account_id: account ? accountId(account.slug) : null,
      scopes: key.scopes ?? [],
      created_at: createdAt,
      expires_at: expiresAt,
      deleted_at: deletedAt,
    })),
  );
}

async function seedRoles(tx: Transaction, timeline: Timeline): Promise<void> {
  const organization = { id: organizationId };
  await addPredefinedOrganizationRoles(tx, organization, timeline.startAt);
  const projectIds = seedProjects.map((project) => projectId(project.slug));
  await addPredefinedProjectRoles(tx, projectIds, timeline.startAt);
  await insertRows(
    tx,
    "twin.roles",
    customRoles.map((role) => {
      const createdAt = officeTime(timeline, role.created, "berlin", `role ${role.slug}`);
      return {
        id: roleId(role.slug),
        name: role.name,
        description: role.description,
        permissions: role.permissions,
        predefined: false,
        created_by: userId("katharina.weiss"),
        created_at: createdAt,
        updated_at: createdAt,
      };
    }),
  );
  await insertRows(
    tx,
    "twin.role_assignments",
    teams.flatMap(({ slug, role }) =>
      role === null
        ? []
        : [
            {
              resource_id: organizationId,
              principal_type: "group",
              principal_id: groupId(slug),
              role_id: roleId(role),
              created_at: officeTime(timeline, 210, "berlin", `assign ${slug}`),
            },
          ],
    ),
  );
}
