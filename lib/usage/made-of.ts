import type { Subject } from "#lib/remembered/subjects.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";
import type { Day, DayRange } from "./days.ts";
import type { UsageKind } from "./kinds.ts";

/** The first of the days that a question reads. */
export function firstOf(range: DayRange, comparedWith: DayRange | null = null): Day {
  return comparedWith && comparedWith.fromOn < range.fromOn ? comparedWith.fromOn : range.fromOn;
}

/** What an answer about one kind of usage is made of. */
export function madeOf(query: { kind: UsageKind; range: DayRange; comparedWith: DayRange | null }): {
  of: Subject[];
  since: Day;
} {
  return { of: [`usage_${query.kind}`], since: firstOf(query.range, query.comparedWith) };
}

/** Every kind of usage. */
export const allUsage: readonly Subject[] = usageKindNames.map((kind) => `usage_${kind}` as const);
