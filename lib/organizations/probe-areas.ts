import type OpenAI from "openai";

type Organization = OpenAI["admin"]["organization"];
type Options = { signal: AbortSignal; fetchOptions: { redirect: "manual" } };
type Ask = (organization: Organization, options: Options) => { asResponse: () => Promise<Response> };

const aDaySeconds = 86_400;

function yesterday(): number {
  return Math.floor(Date.now() / 1000) - aDaySeconds;
}

/** What the console reads upstream, each with its cheapest request. A key that lacks one still serves the rest. */
export const probeAreas = {
  projects: (organization, options) =>
    organization.projects.list({ limit: 100, include_archived: true }, options),
  members: (organization, options) => organization.users.list({ limit: 1 }, options),
  invites: (organization, options) => organization.invites.list({ limit: 1 }, options),
  groups: (organization, options) => organization.groups.list({ limit: 1 }, options),
  roles: (organization, options) => organization.roles.list({ limit: 1 }, options),
  usage: (organization, options) =>
    organization.usage.completions({ start_time: yesterday(), bucket_width: "1d", limit: 1 }, options),
  costs: (organization, options) => organization.usage.costs({ start_time: yesterday(), limit: 1 }, options),
  auditLog: (organization, options) => organization.auditLogs.list({ limit: 1 }, options),
} as const satisfies Record<string, Ask>;

export type ProbeArea = keyof typeof probeAreas;

export const probeAreaNames = Object.keys(probeAreas) as ProbeArea[];
