import type { Actor } from "#lib/auth/actor.ts";
import type { JobContext } from "#lib/background-jobs/kind.ts";
import { folderOf } from "#lib/exports/names.ts";
import type { ExportOptions } from "#lib/exports/options.ts";
import { firstPieceRows, nextPieceRows } from "#lib/exports/piece-size.ts";
import type { ExportFile, ExportProgress } from "#lib/exports/progress.ts";
import { rowsOfFile } from "#lib/exports/progress.ts";
import type { Place, Reading } from "#lib/exports/read-piece.ts";
import { findPlace, findSegment, readPiece } from "#lib/exports/read-piece.ts";
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
export async function readingOf(
  { actor, options, progress, snapshot }: Writing,
  file: ExportFile,
): Promise<Reading> {
  const first = progress.moments[0]?.at ?? snapshot.moment;
  const set = dataSets[file.set];
  return {
    actor,
    options,
    set,
    where: await set.where(actor, options, snapshot.query),
    arrivedBy: first === snapshot.moment ? null : first,
  };
}

/** Marks what has been written: up to a place of its segment, or (null) all of the segment. */
async function moveOn(
  { snapshot }: Writing,
  reading: Reading,
  file: ExportFile,
  last: Place | null,
): Promise<void> {
  file.last = last;
  if (last !== null) return;
  file.segment = file.segment === null ? null : await findSegment(snapshot, reading, file.segment);
  file.isComplete = file.segment === null;
}

/** Writes one piece and commits it; returns how many rows the next should have. */
async function writeNext(writing: Writing, file: ExportFile, wanted: number): Promise<number> {
  const { context, options, progress, snapshot } = writing;
  const startedAt = performance.now();
  const reading = await readingOf(writing, file);
  const isFirst = file.pieces.length === 0;
  if (isFirst) file.segment = await findSegment(snapshot, reading, null);
  const from = { segment: file.segment, after: file.last, last: null };
  const last = await findPlace(snapshot, reading, from, wanted);
  const rows = readPiece(snapshot, reading, { ...from, last }, isFirst);
  const piece = await writePiece(exportStore(), folderOf(context.job), rows, {
    gzip: options.gzip,
    signal: context.signal,
  });
  file.pieces.push(piece);
  await moveOn(writing, reading, file, last);
  const done = progress.files.reduce((sum, one) => sum + rowsOfFile(one), 0);
  await context.commit({ cursor: progress, done, total: progress.total });
  return nextPieceRows(wanted, performance.now() - startedAt, piece.bytes);
}

export async function writeSet(writing: Writing, file: ExportFile): Promise<void> {
  let wanted = firstPieceRows;
  while (!file.isComplete) {
    writing.context.signal.throwIfAborted();
    wanted = await writeNext(writing, file, wanted);
  }
}
