import { z } from "zod";
import { Place } from "#lib/sync/follow-pages.ts";

const Refusal = z.object({ message: z.string(), at: z.string(), top: z.number() });

/** One way through a stretch of time, newest window first. Times are Unix seconds. */
const Run = z.object({
  kind: z.enum(["backfill", "recheck", "deep", "reread"]),
  from: z.number().int(),
  to: z.number().int(),
  /** The end of the window that is being read; everything behind it is done. */
  top: z.number().int(),
  /** How many buckets the window may have, and where it begins. */
  size: z.number().int().min(1),
  bottom: z.number().int(),
  /** Results of the track so far, and of the fullest track of the window. */
  seen: z.number().int(),
  most: z.number().int(),
  track: z.number().int().min(0),
  place: Place,
  /** The end of the last bucket that was written in this window. */
  through: z.number().int().nullable(),
  startedAt: z.coerce.date().nullable(),
});

export const WindowCursor = z.object({
  /** How many buckets the next window has; fewer where they are full. */
  size: z.number().int().min(1),
  readUpTo: z.coerce.date().nullable(),
  deepAt: z.coerce.date().nullable(),
  /** Groupings that upstream does not answer, and up to which time. */
  refused: z.record(z.string(), Refusal),
  run: Run.nullable(),
});

export type WindowCursor = z.output<typeof WindowCursor>;
export type WindowRun = z.output<typeof Run>;
