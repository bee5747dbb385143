import { z } from "zod";
import { ExportOptions } from "#lib/exports/options.ts";
import { setNames } from "#lib/exports/set-names.ts";

const FinishedFile = z.object({
  set: z.enum(setNames),
  name: z.string(),
  rows: z.number(),
  bytes: z.number(),
  /** Of the file as it is downloaded, in hexadecimal. */
  sha256: z.string(),
  /** The names of its parts in the store, in order, with their sizes. */
  pieces: z.array(z.object({ name: z.string(), bytes: z.number() })),
});

/** What a finished export is: the result of its job. */
export const ExportResult = z.object({
  files: z.array(FinishedFile),
  moments: z.array(z.object({ at: z.string(), set: z.enum(setNames), fromRow: z.number() })),
  options: ExportOptions,
});

export type ExportResult = z.output<typeof ExportResult>;
export type FinishedFile = z.output<typeof FinishedFile>;
