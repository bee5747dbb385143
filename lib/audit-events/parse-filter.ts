import { z } from "zod";
import { isRealDay } from "#lib/audit-events/real-day.ts";
import { DomainError } from "#lib/errors.ts";

const localTime = /^\d{4}-\d{2}-\d{2}(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?$/;

/** Ids and addresses are compared as they came; only NUL cannot be asked for, Postgres has none. */
const exact = z
  .string()
  .max(500)
  .regex(/^[^\0]*$/)
  .nullable();
const time = z.string().regex(localTime).refine(isRealDay).nullable();
const maxTypes = 200;

const AuditFilter = z.object({
  /** An email address (anything with an @), or the id of a member, a service account or the key that acted. */
  actor: exact,
  /** Event types, "api_key.created", and whole families, "project.*". */
  type: z
    .string()
    .max(20_000)
    .regex(/^[^\0]*$/)
    .transform((text) => [...new Set(text.split(",").filter(Boolean))])
    // Of commas alone nothing is left to look for: as a link it would be no filter at all.
    .refine((types) => types.length > 0 && types.length <= maxTypes)
    .nullable(),
  project: exact,
  resource: exact,
  ip: exact,
  /** Local times in the organization's zone, "2026-11-22" or "2026-11-22T09:30"; a day as the end is included. */
  from: time,
  to: time,
  /** Found anywhere in the event's text values, whatever the case. */
  q: z
    .string()
    .max(200)
    .regex(/^\P{Cc}*$/u)
    .nullable(),
  tenant: z.enum(["yes", "no"]).nullable(),
});

export type AuditFilter = z.output<typeof AuditFilter>;

/** The names that pages, the list's route and the export read from the address. */
export const filterParams = AuditFilter.keyof().options;

export type Params = URLSearchParams | Record<string, string | string[] | undefined>;

/** The first value of a parameter, trimmed; null when it is absent or blank. */
function first(params: Params, name: string): string | null {
  const given = params instanceof URLSearchParams ? params.get(name) : params[name];
  const text = (Array.isArray(given) ? given[0] : given)?.trim();
  return text ? text : null;
}

/**
 * Reads a filter from an address. One that cannot be understood is DomainError "invalid", never a wider answer:
 * an export that ignored half of its filter would leave the building with what nobody asked for.
 */
export function parseAuditFilter(params: Params): AuditFilter {
  const given = Object.fromEntries(filterParams.map((name) => [name, first(params, name)]));
  const parsed = AuditFilter.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new DomainError("invalid", "filterInvalid", { field: String(parsed.error.issues[0]?.path[0]) });
}

/** The address of a filter: what parseAuditFilter reads back. */
export function filterToParams(filter: AuditFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of filterParams) {
    const value = filter[name];
    if (value !== null) params.set(name, Array.isArray(value) ? value.join(",") : value);
  }
  return params;
}

export function isUnfiltered(filter: AuditFilter): boolean {
  return filterParams.every((name) => filter[name] === null);
}
