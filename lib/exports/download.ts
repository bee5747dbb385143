import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { DomainError } from "#lib/errors.ts";
import type { Rows } from "#lib/exports/copy-out.ts";
import { findFinished } from "#lib/exports/find-finished.ts";
import { openExport } from "#lib/exports/open.ts";
import type { ByteRange } from "#lib/exports/range.ts";
import { parseRange } from "#lib/exports/range.ts";
import type { FinishedFile } from "#lib/exports/result.ts";
import { setNames } from "#lib/exports/set-names.ts";
import { exportStore } from "#lib/exports/store.ts";

export const DownloadExport = z.object({
  exportId: z.uuid(),
  set: z.enum(setNames),
  link: z.string().max(200),
  range: z.string().max(200).nullable().catch(null),
  ifRange: z.string().max(200).nullable().catch(null),
});

export type FileDownload = {
  file: FinishedFile;
  etag: string;
  contentType: string;
  /** null: the whole file. */
  range: ByteRange | null;
  body: ReadableStream<Uint8Array<ArrayBuffer>>;
};

/** The bytes of a range, part by part. Ends with the file's rows where it is the whole of it, else with 0. */
async function* bytesOf({ pieces, rows }: FinishedFile, { start, end }: ByteRange, isWhole: boolean): Rows {
  const store = exportStore();
  let at = 0;
  for (const { name, bytes } of pieces) {
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, bytes)];
    at += bytes;
    if (to <= from) continue;
    for await (const chunk of store.read(name, from, to)) yield chunk as Buffer<ArrayBuffer>;
  }
  return isWhole ? rows : 0;
}

function typeOf(name: string): string {
  if (name.endsWith(".gz")) return "application/gzip";
  return name.endsWith(".csv")
    ? "text/csv; charset=utf-8; header=present"
    : "application/x-ndjson; charset=utf-8";
}

/**
 * One file of a finished export, or a part of it. Leaves "export.download" on the trail, begun before the first
 * byte and ended with how many were handed over. Throws DomainError "forbidden", "not_found" (deleted, expired,
 * forged link, another organization's) or "invalid" (a range behind the end; its value "bytes" is the size).
 */
export async function downloadExport(
  actor: Actor,
  asked: z.output<typeof DownloadExport>,
  leaving: AbortSignal,
): Promise<FileDownload> {
  const { job, result } = await findFinished(actor, asked.exportId, asked.link);
  const file = result.files.find(({ set }) => set === asked.set);
  if (!file) throw new DomainError("not_found", "exportNotReady");

  const etag = `"${file.sha256}"`;
  const isSame = asked.ifRange === null || asked.ifRange === etag;
  const range = parseRange(isSame ? asked.range : null, file.bytes);
  if (range === "unsatisfiable") throw new DomainError("invalid", "rangeBehindEnd", { bytes: file.bytes });

  const body = await openExport(
    {
      actor,
      organizationId: actor.organization.id,
      action: "export.download",
      target: { kind: "export", id: job.id, label: file.name },
      input: { file: file.name, ...range },
    },
    () => bytesOf(file, range ?? { start: 0, end: file.bytes }, range === null),
    leaving,
  );
  return { file, etag, range, contentType: typeOf(file.name), body };
}
