import { z } from "zod";
import { setNames } from "#lib/exports/set-names.ts";

const Piece = z.object({ name: z.string(), rows: z.number(), bytes: z.number() });

const ExportFile = z.object({
  set: z.enum(setNames),
  pieces: z.array(Piece),
  /** Where the set is read in segments: the one that is being read; null before the first. */
  segment: z.string().nullable().default(null),
  /** The place of the last row written in it; null before its first piece. */
  last: z.array(z.string()).nullable(),
  isComplete: z.boolean(),
});

/** Where an export goes on: the cursor of its job. */
export const ExportProgress = z.object({
  total: z.number().nullable(),
  /** The moments that it was read at: one, unless it was interrupted; set and row say from where on. */
  moments: z.array(z.object({ at: z.string(), set: z.enum(setNames), fromRow: z.number() })),
  files: z.array(ExportFile),
});

export type ExportFile = z.output<typeof ExportFile>;
export type ExportProgress = z.output<typeof ExportProgress>;

export function rowsOfFile({ pieces }: Pick<ExportFile, "pieces">): number {
  return pieces.reduce((sum, { rows }) => sum + rows, 0);
}

export function bytesOfFile({ pieces }: Pick<ExportFile, "pieces">): number {
  return pieces.reduce((sum, { bytes }) => sum + bytes, 0);
}
