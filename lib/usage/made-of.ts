import type { Subject } from "#lib/remembered/subjects.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";
import type { Day, DayRange } from "./days.ts";
import { firstDays } from "./first-days.ts";

export const allUsage: readonly Subject[] = usageKindNames.map((kind) => `usage_${kind}` as const);

/** What an answer about some days is made of, as remember() asks it: the streams, and the first day that is read. */
export function madeOf(
  of: readonly Subject[],
  query: { range: DayRange; comparedWith?: DayRange | null },
): { of: readonly Subject[]; since: Day } {
  return { of, since: firstDays(query).reduce((first, day) => (day < first ? day : first)) };
}
