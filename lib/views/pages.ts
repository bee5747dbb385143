import { createSerializer } from "nuqs/server";
import { filterToParams, parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { costParsers, loadCostLink } from "#lib/costs/filters.ts";
import { keyParsers, loadKeyLink } from "#lib/keys/link.ts";
import { inviteParsers, loadInviteLink, loadMemberLink, memberParsers } from "#lib/members/link.ts";
import { loadProjectLink, projectParsers } from "#lib/projects/link.ts";
import { parseTrailFilter, trailToParams } from "#lib/trail/parse-filter.ts";
import { loadUsageLink, usageParsers } from "#lib/usage/filters.ts";

/** Where a reader stands is no part of a view: it begins at the start, with nothing opened. */
const atStart = { after: null, before: null };

type ViewPage = {
  /** Its address below the organization. */
  path: string;
  /** Whoever may see the page may see its shared views. */
  permission: Permission;
  /** The parameters that the page understands, in its own order; the rest, and what means nothing, is left out. */
  canonical: (query: URLSearchParams) => string;
};

const usage = createSerializer(usageParsers);
const costs = createSerializer(costParsers);
const keys = createSerializer(keyParsers);
const members = createSerializer(memberParsers);
const projects = createSerializer(projectParsers);
const invites = createSerializer(inviteParsers);

/** The pages that have views, each with how it reads its link. */
export const viewPages = {
  usage: {
    path: "usage",
    permission: "usage.read",
    canonical: (query) => usage({ ...loadUsageLink(query), ...atStart }),
  },
  costs: {
    path: "costs",
    permission: "costs.read",
    canonical: (query) => costs({ ...loadCostLink(query), ...atStart, open: null }),
  },
  keys: {
    path: "keys",
    permission: "keys.read",
    canonical: (query) => keys({ ...loadKeyLink(query), ...atStart }),
  },
  audit: {
    path: "audit",
    permission: "audit.read",
    // A filter that cannot be understood is refused, not widened: parseAuditFilter throws DomainError "invalid".
    canonical: (query) => `?${filterToParams(parseAuditFilter(query)).toString()}`,
  },
  members: {
    path: "members",
    permission: "members.read",
    canonical: (query) => members({ ...loadMemberLink(query), ...atStart }),
  },
  projects: {
    path: "projects",
    permission: "projects.read",
    canonical: (query) => projects({ ...loadProjectLink(query), ...atStart }),
  },
  invites: {
    path: "members/invites",
    permission: "members.read",
    canonical: (query) => invites({ ...loadInviteLink(query), ...atStart }),
  },
  trail: {
    path: "audit/trail",
    permission: "trail.read",
    // As with the audit log, what cannot be understood is refused.
    canonical: (query) => `?${trailToParams(parseTrailFilter(Object.fromEntries(query))).toString()}`,
  },
} as const satisfies Record<string, ViewPage>;

export type ViewPageName = keyof typeof viewPages;
/** Where a page is, below its organization: "usage", "audit/trail". */
export type ViewPath = (typeof viewPages)[ViewPageName]["path"];

export const viewPageNames = [
  "usage",
  "costs",
  "keys",
  "audit",
  "members",
  "projects",
  "invites",
  "trail",
] as const satisfies ViewPageName[];
