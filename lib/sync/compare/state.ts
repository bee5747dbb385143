import { z } from "zod";
import type { Count } from "#lib/sync/compare/save-counts.ts";

/** Where a comparison stands; times are Unix seconds of whole UTC days. */
export const CompareState = z.object({
  from: z.number().int(),
  /** Exclusive; today isn't over and is left out. */
  to: z.number().int(),
  task: z.number().int(),
  after: z.string().nullable(),
  /** What was counted of it, by day or "" for a list. */
  counted: z.record(z.string(), z.number()),
  /** From where on events are counted: fewer days where there are very many. */
  eventsFrom: z.number().int().nullable(),
  /** Of a task that asks project by project, or group by group: whose list is being counted, or was last. */
  parent: z.string().nullable().default(null),
  /** How many of these are done, and those that differ, in words. */
  parentsDone: z.number().int().default(0),
  differing: z.array(z.string()).default([]),
  /** How many lists each task asks for; 1 where nothing is said. */
  steps: z.array(z.number().int()).default([]),
  calls: z.number().int(),
});

export type CompareState = z.output<typeof CompareState>;

export const CompareInput = z.object({ days: z.number().int().min(1).max(400) });

/** What asking once has told. */
export type Step = { state: CompareState; counts: Count[] };

export function nextTask(state: CompareState): CompareState {
  const nothing = { after: null, counted: {}, parent: null, parentsDone: 0, differing: [] };
  return { ...state, task: state.task + 1, ...nothing };
}
