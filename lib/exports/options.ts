import { z } from "zod";
import { filterToParams, parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import { isDay } from "#lib/usage/days.ts";
import { setNames } from "#lib/exports/set-names.ts";

const day = z.string().refine(isDay).nullable();

/** What was asked for, as it is kept with the job. Days are inclusive; null leaves that end open. */
export const ExportOptions = z
  .object({
    sets: z.array(z.enum(setNames)).min(1).max(setNames.length),
    format: z.enum(["csv", "jsonl"]),
    gzip: z.boolean(),
    /** Days of the organization's time zone; of UTC for costs, as they are billed. */
    from: day,
    through: day,
    /** Kinds of usage; none means all. */
    kinds: z.array(z.string().regex(/^[a-z_]{1,60}$/)).max(50),
    /** People, projects, keys … that are gone, too. */
    withRemoved: z.boolean(),
    /** The audit log's own filter, as in its address. */
    audit: z.record(z.string(), z.string()),
  })
  .refine(({ from, through }) => from === null || through === null || from <= through);

export type ExportOptions = z.output<typeof ExportOptions>;

/** The filter of the audit log with the period, where it has none of its own. Throws DomainError "invalid". */
export function auditFilterOf({ audit, from, through }: ExportOptions) {
  const { from: ownFrom, to: ownTo, ...filter } = parseAuditFilter(audit);
  const isOwn = ownFrom !== null || ownTo !== null;
  return { ...filter, from: isOwn ? ownFrom : from, to: isOwn ? ownTo : through };
}

/** Throws away what the audit log does not know, and refuses what it cannot understand. */
export function cleanAuditFilter(query: string): Record<string, string> {
  return Object.fromEntries(filterToParams(parseAuditFilter(new URLSearchParams(query))));
}
