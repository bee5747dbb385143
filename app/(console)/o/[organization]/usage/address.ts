import type { Route } from "next";
import { createSerializer } from "nuqs/server";
import type { UsageLink } from "#lib/usage/filters.ts";
import { linkValue, usageParsers } from "#lib/usage/filters.ts";
import type { Dimension } from "#lib/usage/kinds.ts";

const serialize = createSerializer(usageParsers);

/** The address of a state of the usage page. */
export function usageAddress(organization: string, link: Partial<UsageLink>): Route {
  return `/o/${encodeURIComponent(organization)}/usage${serialize(link)}` as Route;
}

/** What a group is looked at by next: a project by its models, everything else by its projects. */
const next: Record<Dimension, Dimension> = {
  project: "model",
  model: "project",
  member: "model",
  key: "model",
  tier: "model",
  batch: "model",
};

/** The address of what one group is made of. */
export function drillAddress(organization: string, link: UsageLink, by: Dimension, group: string): Route {
  return usageAddress(organization, {
    ...link,
    [by]: [linkValue(group)],
    by: next[by],
    after: null,
    before: null,
  });
}
