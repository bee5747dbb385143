import { z } from "zod";

/** Where a comparison stands; times are Unix seconds of whole UTC days. */
export const CompareState = z.object({
  from: z.number().int(),
  /** Exclusive; today isn't over and is left out. */
  to: z.number().int(),
  task: z.number().int(),
  /** The next page of the task that is under way. */
  after: z.string().nullable(),
  /** What was counted of it, by day or "" for a list. */
  counted: z.record(z.string(), z.number()),
  /** From where on events are counted: fewer days where there are very many. */
  eventsFrom: z.number().int().nullable(),
  calls: z.number().int(),
});

export type CompareState = z.output<typeof CompareState>;

export const CompareInput = z.object({ days: z.number().int().min(1).max(400) });
