import type { DayRange } from "#lib/usage/days.ts";
import { addMonths, firstOfMonth } from "#lib/usage/days.ts";

/** Days as the whole months among them, null where there is none, and the days before and after those. */
export function splitMonths({ fromOn, toOn }: DayRange): { months: DayRange | null; edges: DayRange[] } {
  const firstWhole = firstOfMonth(fromOn) === fromOn ? fromOn : addMonths(firstOfMonth(fromOn), 1);
  const afterWhole = firstOfMonth(toOn);
  if (firstWhole >= afterWhole) return { months: null, edges: [{ fromOn, toOn }] };
  const edges = [
    { fromOn, toOn: firstWhole },
    { fromOn: afterWhole, toOn },
  ];
  return {
    months: { fromOn: firstWhole, toOn: afterWhole },
    edges: edges.filter((edge) => edge.fromOn < edge.toOn),
  };
}
