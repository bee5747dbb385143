import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { inviteStatuses } from "#lib/invites/list.ts";
import type { MemberFilters } from "#lib/members/list.ts";
import { memberSorts } from "#lib/members/list.ts";
import { memberRoles } from "#lib/members/update-role.ts";

/** What the address of the members page holds. */
export const memberParsers = {
  q: parseAsString.withDefault(""),
  role: parseAsStringLiteral(memberRoles),
  project: parseAsString,
  keys: parseAsStringLiteral(["yes", "no"]),
  who: parseAsStringLiteral(["current", "removed"]).withDefault("current"),
  sort: parseAsStringLiteral(memberSorts).withDefault("name"),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("asc"),
  after: parseAsString,
  before: parseAsString,
};

export const loadMemberLink = createLoader(memberParsers);

export type MemberLink = Awaited<ReturnType<typeof loadMemberLink>>;

export function filtersOf({ q, role, project, keys, who }: MemberLink): MemberFilters {
  return {
    search: q,
    role,
    projectId: project?.includes("\0") ? null : project,
    hasKeys: keys === null ? null : keys === "yes",
    isRemoved: who === "removed",
  };
}

/** What the address of the invites page holds. */
export const inviteParsers = {
  q: parseAsString.withDefault(""),
  status: parseAsStringLiteral(inviteStatuses),
  after: parseAsString,
  before: parseAsString,
};

export const loadInviteLink = createLoader(inviteParsers);

export type InviteLink = Awaited<ReturnType<typeof loadInviteLink>>;
