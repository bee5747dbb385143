import { createHash } from "node:crypto";
import type { JobContext } from "#lib/background-jobs/kind.ts";
import { JobRefused } from "#lib/background-jobs/errors.ts";
import { fileNameOf, folderOf } from "#lib/exports/names.ts";
import type { ExportOptions } from "#lib/exports/options.ts";
import type { ExportFile, ExportProgress } from "#lib/exports/progress.ts";
import { bytesOfFile, rowsOfFile } from "#lib/exports/progress.ts";
import type { ExportResult, FinishedFile } from "#lib/exports/result.ts";
import type { ExportStore } from "#lib/exports/store.ts";

/** Reads a file once over, so that nothing is offered that is not there to the last byte. */
async function digestOf(store: ExportStore, { pieces }: ExportFile, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for (const { name, bytes } of pieces) {
    const found = await store.size(name);
    if (found !== bytes)
      throw new JobRefused("pieceLost", `A part has ${found} instead of ${bytes} bytes: ${name}`);
    for await (const chunk of store.read(name, 0, bytes)) {
      signal.throwIfAborted();
      hash.update(chunk as Buffer);
    }
  }
  return hash.digest("hex");
}

/** Removes what interrupted workers left in the folder. */
async function removeOrphans(store: ExportStore, folder: string, files: ExportFile[]): Promise<void> {
  const kept = new Set(files.flatMap(({ pieces }) => pieces.map(({ name }) => name)));
  for (const name of await store.list(folder)) {
    if (!kept.has(`${folder}/${name}`)) await store.remove(`${folder}/${name}`);
  }
}

/** Closes an export whose sets are all written: names, sizes and SHA-256 of its files. */
export async function finishExport(
  { job, organization, signal }: JobContext,
  store: ExportStore,
  options: ExportOptions,
  { files, moments }: ExportProgress,
): Promise<ExportResult> {
  const finished: FinishedFile[] = [];
  for (const file of files) {
    finished.push({
      set: file.set,
      name: fileNameOf(organization.slug, file.set, options),
      rows: rowsOfFile(file),
      bytes: bytesOfFile(file),
      sha256: await digestOf(store, file, signal),
      pieces: file.pieces.map(({ name, bytes }) => ({ name, bytes })),
    });
  }
  await removeOrphans(store, folderOf(job), files);
  return { files: finished, moments, options };
}
