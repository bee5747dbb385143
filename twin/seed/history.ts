import { accountActor, personActor } from "#twin/seed/actors.ts";
import { inviteRows, organizationId, roleId } from "#twin/seed/directory.ts";
import { seedEvent } from "#twin/seed/events.ts";
import type { SeedEvent } from "#twin/seed/events.ts";
import { accountId, groupId, keyId, projectId, seededId, userId } from "#twin/seed/identity.ts";
import { incidentHistory } from "#twin/seed/incident-history.ts";
import { customRoles, openInvites, people, teams } from "#twin/seed/people.ts";
import type { Person } from "#twin/seed/people.ts";
import { seedProjects } from "#twin/seed/projects.ts";
import type { SeedProject } from "#twin/seed/projects.ts";
import { settingsHistory } from "#twin/seed/settings-history.ts";
import {
  cityOf,
  joinedAt,
  leftAt,
  membersOf,
  officeTime,
  placedKeys,
  projectCreatedAt,
} from "#twin/seed/timeline.ts";
import type { Timeline } from "#twin/seed/timeline.ts";

/** Every change of the directory since audit logging was switched on, oldest first. Logins come from logins.ts. */
export function directoryHistory(timeline: Timeline): SeedEvent[] {
  return [
    ...settingsHistory(timeline),
    ...people.flatMap((person) => personHistory(timeline, person)),
    ...inviteHistory(timeline),
    ...teamHistory(timeline),
    ...seedProjects.flatMap((project) => projectHistory(timeline, project)),
    ...keyHistory(timeline),
    ...incidentHistory(timeline),
  ];
}

const inviterOf = ({ city }: Person) => personActor(city === "tokyo" ? "kenta.sato" : "katharina.weiss");

function personHistory(timeline: Timeline, person: Person): SeedEvent[] {
  const id = userId(person.slug);
  const joined = joinedAt(timeline, person);
  const self = personActor(person.slug);
  const group = groupId(person.team);
  const events = [
    seedEvent("invite.accepted", joined, self, { payload: { id: seededId("invite-", person.slug) } }),
    seedEvent("user.added", joined, self, { payload: { id, data: { role: person.role } } }),
    seedEvent("tenant.user.added", joined, self, { payload: { id, email: person.email } }),
  ];
  if (teams.some((team) => team.slug === person.team)) {
    const payload = { id: group, user_id: id };
    events.push(
      seedEvent("tenant.group.member.added", joined + 600, inviterOf(person), { resources: [id], payload }),
    );
  }
  const left = leftAt(timeline, person);
  if (left !== null) {
    events.push(seedEvent("user.deleted", left, inviterOf(person), { payload: { id } }));
    events.push(
      seedEvent("tenant.user.removed", left, inviterOf(person), { payload: { id, email: person.email } }),
    );
  }
  return events;
}

function inviteHistory(timeline: Timeline): SeedEvent[] {
  return inviteRows(timeline).map(({ id, email, role, created_at }) => {
    const invited = people.find((person) => person.email === email);
    const by = openInvites.find((invite) => invite.email === email)?.by ?? "katharina.weiss";
    const actor = invited ? inviterOf(invited) : personActor(by);
    return seedEvent("invite.sent", created_at, actor, { payload: { id, data: { email, role } } });
  });
}

function teamHistory(timeline: Timeline): SeedEvent[] {
  const actor = personActor("katharina.weiss");
  const groups = teams.map(({ slug, name }, index) => {
    const at = officeTime(timeline, 398 - index, "berlin", `group ${slug}`);
    return seedEvent("group.created", at, actor, {
      payload: { id: groupId(slug), data: { group_name: name } },
    });
  });
  const roles = customRoles.map((role) => {
    const at = officeTime(timeline, role.created, "berlin", `role ${role.slug}`);
    const resource = { resource_type: "api.organization", resource_id: organizationId };
    const payload = {
      id: roleId(role.slug),
      role_name: role.name,
      permissions: role.permissions,
      ...resource,
    };
    return seedEvent("role.created", at, actor, { payload });
  });
  const assignments = teams.flatMap(({ slug, role }) => {
    if (role === null) return [];
    const principal = { principal_id: groupId(slug), principal_type: "group" };
    const payload = {
      id: roleId(role),
      ...principal,
      resource_id: organizationId,
      resource_type: "api.organization",
    };
    const at = officeTime(timeline, 210, "berlin", `assign ${slug}`);
    return [seedEvent("role.assignment.created", at, actor, { resources: [groupId(slug)], payload })];
  });
  return [...groups, ...roles, ...assignments];
}

function projectHistory(timeline: Timeline, project: SeedProject): SeedEvent[] {
  const id = projectId(project.slug);
  const creator = personActor(project.createdBy);
  const createdAt = projectCreatedAt(timeline, project);
  const name = project.name;
  const events = [
    seedEvent("project.created", createdAt, creator, {
      projectId: id,
      payload: { id, data: { name, title: name } },
    }),
  ];
  for (const { person, role } of membersOf(project)) {
    const at = Math.max(joinedAt(timeline, person), createdAt + 1200);
    const payload = { id: userId(person.slug), data: { role } };
    events.push(seedEvent("user.added", at, creator, { projectId: id, resources: [id], payload }));
  }
  for (const { slug, created } of project.accounts) {
    const at = officeTime(timeline, created, cityOf(project.createdBy), `account ${slug}`);
    const payload = { id: accountId(slug), data: { role: "member" } };
    events.push(seedEvent("service_account.created", at, creator, { projectId: id, payload }));
  }
  if (project.archived !== undefined) {
    const at = officeTime(timeline, project.archived, cityOf(project.createdBy), `archive ${project.slug}`);
    events.push(seedEvent("project.archived", at, creator, { projectId: id, payload: { id } }));
  }
  return events;
}

function keyHistory(timeline: Timeline): SeedEvent[] {
  return placedKeys(timeline).flatMap(({ key, project, account, createdAt, deletedAt }) => {
    const id = keyId(key.slug);
    const isRotation = account !== null && account.keys[0] !== key;
    const creator = personActor(account ? project.createdBy : key.owner);
    const actor = isRotation ? accountActor(account.slug, account.keys[0]?.slug ?? key.slug) : creator;
    const at = { projectId: projectId(project.slug) };
    const payload = { id, data: { scopes: key.scopes ?? [] } };
    const events = [seedEvent("api_key.created", createdAt, actor, { ...at, payload })];
    if (key.lives !== undefined) {
      const changes = { expires_in_seconds: key.lives * 86_400 };
      events.push(
        seedEvent("api_key.updated", createdAt + 240, creator, {
          ...at,
          payload: { id, changes_requested: changes },
        }),
      );
    }
    // The incident's key is deleted by somebody else: see incident-history.ts.
    if (deletedAt !== null && key.deleted !== undefined) {
      events.push(seedEvent("api_key.deleted", deletedAt, creator, { ...at, payload: { id } }));
    }
    return events;
  });
}
