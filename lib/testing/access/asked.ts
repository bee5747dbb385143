import { everyKey } from "#lib/keys/list.ts";
import { loadCostLink, parseCostQuery } from "#lib/costs/filters.ts";
import { loadUsageLink } from "#lib/usage/filters.ts";
import { todayIn } from "#lib/usage/days.ts";
import { parseUsageQuery } from "#lib/usage/parse-filters.ts";
import { loadRowsLink, parseRowsQuery } from "#lib/usage/parse-rows.ts";

/** What pages ask when nobody has chosen anything. */
export const byName = { sort: "name", descending: false } as const;
export const fromTheStart = { after: null, before: null };
export const allKeys = everyKey;

/** A reader who stays to the end. */
export const never = () => new AbortController().signal;

const today = () => todayIn("Asia/Tokyo");

/** The questions that a link asks: "by=model&range=7d". */
export const usageAsked = (link = "") => parseUsageQuery(loadUsageLink(new URLSearchParams(link)), today());
export const rowsAsked = (link = "") => parseRowsQuery(loadRowsLink(new URLSearchParams(link)), today());
/** Of the last thirty UTC days: whatever day it is, yesterday is among them. */
export const costsAsked = (link = "range=30d") =>
  parseCostQuery(loadCostLink(new URLSearchParams(link)), todayIn("UTC"));
