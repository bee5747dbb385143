import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { ProjectFilters } from "#lib/projects/list.ts";
import { projectSorts, projectStatuses } from "#lib/projects/list.ts";

/** What the address of the projects page holds. */
export const projectParsers = {
  q: parseAsString.withDefault(""),
  status: parseAsStringLiteral(projectStatuses).withDefault("active"),
  sort: parseAsStringLiteral(projectSorts).withDefault("name"),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("asc"),
  after: parseAsString,
  before: parseAsString,
};

export const loadProjectLink = createLoader(projectParsers);

export type ProjectLink = Awaited<ReturnType<typeof loadProjectLink>>;

/** The page of a project pages through its members. */
export const loadMemberPage = createLoader({ after: parseAsString, before: parseAsString });

export function filtersOf({ q, status }: ProjectLink): ProjectFilters {
  return { search: q, status };
}
