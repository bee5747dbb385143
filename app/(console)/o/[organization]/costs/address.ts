import { createSerializer } from "nuqs/server";
import type { Address } from "#components/address.ts";
import { withQuery } from "#components/address.ts";
import type { CostLink } from "#lib/costs/filters.ts";
import { costParsers } from "#lib/costs/filters.ts";
import type { CostDimension } from "#lib/costs/groupings.ts";
import { linkValue } from "#lib/usage/filters.ts";

const serialize = createSerializer(costParsers);

export function costAddress(organization: string, link: Partial<CostLink>): Address {
  return withQuery(`/o/${encodeURIComponent(organization)}/costs`, serialize(link));
}

export function rowsAddress(organization: string, link: Partial<CostLink>): Address {
  const state = { ...link, per: null, compare: "none", open: null, after: null, before: null } as const;
  return withQuery(`/o/${encodeURIComponent(organization)}/costs/rows`, serialize(state));
}

export function exportAddress(
  organization: string,
  link: Partial<CostLink>,
  page: "" | "/rows" = "",
): string {
  return `/o/${encodeURIComponent(organization)}/costs${page}/export${serialize({ ...link, after: null, before: null })}`;
}

/** What a project or line item is made of, day by day: itself as a filter, grouped by the other of the two. */
export function partAddress(organization: string, link: CostLink, by: CostDimension, group: string): Address {
  const next = { project: "lineItem", lineItem: "project", member: "member", key: "key" } as const;
  return costAddress(organization, {
    ...link,
    [by]: [linkValue(group)],
    by: next[by],
    open: null,
    after: null,
    before: null,
  });
}
