"use server";
import { formAction } from "#lib/action.ts";
import { compareCounts, CompareCounts } from "#lib/comparisons/compare.ts";
import { rereadDays, RereadDays } from "#lib/comparisons/reread.ts";

export const compareCountsAction = formAction(CompareCounts, async (actor, input) => {
  await compareCounts(actor, input);
  return { messageKey: "compare.asked" };
});

export const rereadDaysAction = formAction(RereadDays, async (actor, input) => {
  const { days } = await rereadDays(actor, input);
  return { messageKey: "compare.rereading", values: { days } };
});
