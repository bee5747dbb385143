import type { UsageStreamKind } from "#lib/sync/kinds.ts";

/** The tables of the directory whose changes facts.versions counts, whoever makes them. */
export const directorySubjects = [
  "members",
  "projects",
  "api_keys",
  "project_members",
  "service_accounts",
  "groups",
  "project_groups",
  "role_reads",
] as const;

/** What a result is made of. Of facts it is the stream that writes them, hours and rollups alike. */
export type Subject = UsageStreamKind | "costs" | "audit_log" | (typeof directorySubjects)[number];

export function isDirectorySubject(subject: Subject): boolean {
  return directorySubjects.some((name) => name === subject);
}
