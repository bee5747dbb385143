import { createSerializer, parseAsString } from "nuqs/server";
import type { Address } from "#components/address.ts";
import { withQuery } from "#components/address.ts";
import type { UsageLink } from "#lib/usage/filters.ts";
import { linkValue, usageParsers } from "#lib/usage/filters.ts";
import type { Dimension, UsageKind } from "#lib/usage/kinds.ts";
import { kindOf } from "#lib/usage/kinds.ts";

const serialize = createSerializer({ ...usageParsers, hour: parseAsString });

type State = Partial<UsageLink> & { hour?: string | null };

function pageOf(organization: string) {
  return `/o/${encodeURIComponent(organization)}/usage` as const;
}

export function usageAddress(organization: string, link: Partial<UsageLink>): Address {
  return withQuery(pageOf(organization), serialize(link));
}

/** The address of the rows behind a figure; hour narrows a day to the hour that begins at this instant. */
export function rowsAddress(organization: string, link: State): Address {
  const state = { ...link, per: null, compare: "none", after: null, before: null } as const;
  return withQuery(`${pageOf(organization)}/rows`, serialize(state));
}

/** The address of the file with the rows, or with the table by groups, that a state shows. */
export function exportAddress(organization: string, link: State, of: "rows" | "table"): string {
  return `${pageOf(organization)}/${of}/export${serialize({ ...link, after: null, before: null })}`;
}

/** What a group is looked at by next: a project by its models, everything else by its projects or models. */
export function nextDimension(kind: UsageKind, by: Dimension): Dimension {
  const offered = kindOf(kind).dimensions;
  const wanted: Dimension[] = by === "model" || by === "store" ? ["project"] : ["model", "store", "project"];
  return wanted.find((dimension) => dimension !== by && offered.includes(dimension)) ?? by;
}

export function drillAddress(organization: string, link: UsageLink, by: Dimension, group: string): Address {
  return usageAddress(organization, {
    ...link,
    [by]: [linkValue(group)],
    by: nextDimension(link.kind, by),
    after: null,
    before: null,
  });
}
