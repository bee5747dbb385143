import { z } from "zod";
import { isRealDay } from "#lib/audit-events/real-day.ts";
import { DomainError } from "#lib/errors.ts";
import { outcomes } from "#lib/trail/outcomes.ts";

const words = z
  .string()
  .max(200)
  .regex(/^\P{Cc}*$/u)
  .nullable();
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isRealDay)
  .nullable();

const mostActions = 100;

const TrailFilter = z.object({
  /** Part of the name or the id of who acted. */
  actor: words,
  action: z
    .string()
    .max(2000)
    .regex(/^\P{Cc}*$/u)
    .transform((text) => [...new Set(text.split(",").filter(Boolean))])
    // Of commas alone nothing is left to look for: as a link it would be no filter at all.
    .refine((actions) => actions.length > 0 && actions.length <= mostActions)
    .nullable(),
  /** Part of the name or the id of what was acted on. */
  target: words,
  outcome: z.enum(outcomes).nullable(),
  /** Days in the organization's time zone, both included. */
  from: day,
  to: day,
});

export type TrailFilter = z.output<typeof TrailFilter>;

export const trailParams = TrailFilter.keyof().options;

/** Reads a filter of the trail from an address; DomainError "invalid" names the part that cannot be understood. */
export function parseTrailFilter(params: Record<string, string | string[] | undefined>): TrailFilter {
  const first = (name: string) => {
    const given = params[name];
    return (Array.isArray(given) ? given[0] : given)?.trim() || null;
  };
  const parsed = TrailFilter.safeParse(Object.fromEntries(trailParams.map((name) => [name, first(name)])));
  if (parsed.success) return parsed.data;
  throw new DomainError("invalid", "filterInvalid", { field: String(parsed.error.issues[0]?.path[0]) });
}

/** The filter as the parameters of an address, those alone that say something. */
export function trailToParams(filter: TrailFilter): URLSearchParams {
  const given = trailParams.flatMap((name) => {
    const value = filter[name];
    return value === null ? [] : [[name, String(value)]];
  });
  return new URLSearchParams(given);
}
