import type { Actor } from "#lib/auth/actor.ts";
import type { JobContext } from "#lib/background-jobs/kind.ts";
import { folderOf } from "#lib/exports/names.ts";
import type { ExportOptions } from "#lib/exports/options.ts";
import { firstPieceRows, nextPieceRows } from "#lib/exports/piece-size.ts";
import type { ExportFile, ExportProgress } from "#lib/exports/progress.ts";
import { rowsOfFile } from "#lib/exports/progress.ts";
import type { Reading } from "#lib/exports/read-piece.ts";
import { findPlace, readPiece } from "#lib/exports/read-piece.ts";
import { dataSets } from "#lib/exports/sets.ts";
import type { Snapshot } from "#lib/exports/snapshot.ts";
import { exportStore } from "#lib/exports/store.ts";
import { writePiece } from "#lib/exports/write-piece.ts";

export type Writing = {
  context: JobContext;
  actor: Actor;
  options: ExportOptions;
  progress: ExportProgress;
  snapshot: Snapshot;
};

/** What one set is read with: where the export was interrupted, what came after its first moment stays out. */
export function readingOf({ actor, options, progress, snapshot }: Writing, file: ExportFile): Reading {
  const first = progress.moments[0]?.at ?? snapshot.moment;
  return {
    actor,
    options,
    set: dataSets[file.set],
    arrivedBy: first === snapshot.moment ? null : first,
  };
}

/** Writes one piece and commits it; returns how many rows the next should have. */
async function writeNext(writing: Writing, file: ExportFile, wanted: number): Promise<number> {
  const { context, options, progress, snapshot } = writing;
  const startedAt = performance.now();
  const reading = readingOf(writing, file);
  const last = await findPlace(snapshot, reading, file.last, wanted);
  const rows = readPiece(snapshot, reading, { after: file.last, last, names: file.pieces.length === 0 });
  const piece = await writePiece(exportStore(), folderOf(context.job), rows, {
    gzip: options.gzip,
    signal: context.signal,
  });
  file.pieces.push(piece);
  file.last = last ?? file.last;
  file.isComplete = last === null;
  const done = progress.files.reduce((sum, one) => sum + rowsOfFile(one), 0);
  await context.commit({ cursor: progress, done, total: progress.total });
  return nextPieceRows(wanted, performance.now() - startedAt, piece.bytes);
}

/** Writes what a set still lacks, piece by piece. */
export async function writeSet(writing: Writing, file: ExportFile): Promise<void> {
  let wanted = firstPieceRows;
  while (!file.isComplete) {
    writing.context.signal.throwIfAborted();
    wanted = await writeNext(writing, file, wanted);
  }
}
