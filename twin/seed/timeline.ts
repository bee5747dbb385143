import { seededRandom, seedOf } from "#twin/random.ts";
import { atLocalHour, localTime } from "#twin/seed/clocks.ts";
import type { City } from "#twin/seed/clocks.ts";
import { people } from "#twin/seed/people.ts";
import type { Person } from "#twin/seed/people.ts";
import { seedProjects } from "#twin/seed/projects.ts";
import type { SeedAccount, SeedKey, SeedProject } from "#twin/seed/projects.ts";
import { incident } from "#twin/seed/workloads.ts";

export const day = 86_400;
const friday = 5;
const hour = 3600;

/** The history of the demonstration organization: from `startAt` on, with `anchorAt` (00:00 UTC) as its "now". */
export type Timeline = { anchorAt: number; startAt: number };

/** A moment in office hours, so many days before the anchor, the same for the same `what`. Unix seconds. */
export function officeTime({ anchorAt }: Timeline, daysAgo: number, city: City, what: string): number {
  const random = seededRandom(seedOf(what, daysAgo));
  return Math.floor(atLocalHour(city, anchorAt - daysAgo * day, 9) + random() * 8 * hour);
}

export function requirePerson(slug: string): Person {
  const found = people.find((person) => person.slug === slug);
  if (!found) throw new Error(`The seed names an unknown person: ${slug}.`);
  return found;
}

export function cityOf(slug: string): City {
  return people.find((person) => person.slug === slug)?.city ?? "berlin";
}

export function joinedAt(timeline: Timeline, person: Person): number {
  return officeTime(timeline, person.joined, person.city, `join ${person.slug}`);
}

export function leftAt(timeline: Timeline, person: Person): number | null {
  return person.left === null ? null : officeTime(timeline, person.left, person.city, `leave ${person.slug}`);
}

export function projectCreatedAt(timeline: Timeline, project: SeedProject): number {
  return officeTime(timeline, project.created, cityOf(project.createdBy), `project ${project.slug}`);
}

export function incidentSpan(timeline: Timeline): { from: number; to: number } {
  let friday1 = timeline.anchorAt - incident.daysAgo * day;
  while (localTime("berlin", friday1).weekday !== friday) friday1 -= day;
  const from = atLocalHour("berlin", friday1, incident.startHour);
  return { from, to: from + incident.hours * hour };
}

export type PlacedKey = {
  key: SeedKey;
  project: SeedProject;
  account: SeedAccount | null;
  createdAt: number;
  deletedAt: number | null;
  expiresAt: number | null;
};

/** Every key with its project, owner and times. The incident's key dies the morning after. */
export function placedKeys(timeline: Timeline): PlacedKey[] {
  return seedProjects.flatMap((project) => [
    ...project.accounts.flatMap((account) =>
      account.keys.map((key) => placed(timeline, project, account, key)),
    ),
    ...project.keys.map((key) => placed(timeline, project, null, key)),
  ]);
}

function placed(
  timeline: Timeline,
  project: SeedProject,
  account: SeedAccount | null,
  key: SeedKey,
): PlacedKey {
  const createdAt = officeTime(
    timeline,
    key.created,
    cityOf(account ? project.createdBy : key.owner),
    `key ${key.slug}`,
  );
  const isOfIncident = key.slug === incident.workload.key;
  const deletedAt =
    key.deleted === undefined ? null : officeTime(timeline, key.deleted, "berlin", `end ${key.slug}`);
  return {
    key,
    project,
    account,
    createdAt,
    deletedAt: isOfIncident ? incidentSpan(timeline).to + 90 * 60 : deletedAt,
    expiresAt: key.lives === undefined ? null : createdAt + key.lives * day,
  };
}

export type Member = { person: Person; role: "owner" | "member" };

/** Who is in a project, in what role: its owners, named members and the people of its teams. */
export function membersOf(project: SeedProject): Member[] {
  return people.flatMap((person): Member[] => {
    if (project.owners.includes(person.slug)) return [{ person, role: "owner" }];
    const isMember = project.teams.includes(person.team) || project.members.includes(person.slug);
    const archivedBefore = project.archived !== undefined && person.joined <= project.archived;
    return isMember && !archivedBefore ? [{ person, role: "member" }] : [];
  });
}
