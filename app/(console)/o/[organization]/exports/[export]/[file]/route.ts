import type { NextRequest } from "next/server";
import type { Actor } from "#lib/auth/actor.ts";
import { DomainError } from "#lib/errors.ts";
import type { FileDownload } from "#lib/exports/download.ts";
import { DownloadExport, downloadExport } from "#lib/exports/download.ts";
import { findFinished } from "#lib/exports/find-finished.ts";
import { manifestOf } from "#lib/exports/manifest.ts";
import { answer } from "../../../answer.ts";

const privately = { "cache-control": "private, no-store, no-transform", "x-accel-buffering": "no" };

function headersOf({ file, etag, contentType, range }: FileDownload): HeadersInit {
  const { start, end } = range ?? { start: 0, end: file.bytes };
  return {
    ...privately,
    etag,
    "content-type": contentType,
    "content-disposition": `attachment; filename="${file.name}"`,
    "content-length": String(end - start),
    "accept-ranges": "bytes",
    ...(range && { "content-range": `bytes ${start}-${end - 1}/${file.bytes}` }),
  };
}

async function sendFile(
  actor: Actor,
  request: NextRequest,
  exportId: string,
  set: string,
): Promise<Response> {
  const asked = DownloadExport.safeParse({
    exportId,
    set,
    link: request.nextUrl.searchParams.get("link") ?? "",
    range: request.headers.get("range"),
    ifRange: request.headers.get("if-range"),
  });
  if (!asked.success) throw new DomainError("not_found", "exportLinkForged");
  try {
    const found = await downloadExport(actor, asked.data, request.signal);
    return new Response(found.body, { status: found.range ? 206 : 200, headers: headersOf(found) });
  } catch (error) {
    if (!(error instanceof DomainError && error.key === "rangeBehindEnd")) throw error;
    return new Response(null, {
      status: 416,
      headers: { "content-range": `bytes */${error.values["bytes"]}` },
    });
  }
}

async function sendManifest(actor: Actor, exportId: string, link: string): Promise<Response> {
  const { job, result } = await findFinished(actor, exportId, link);
  const name = `${actor.organization.slug.replaceAll(/[^\w-]/g, "-")}-manifest.json`;
  return Response.json(manifestOf(job, actor.organization, result), {
    headers: { ...privately, "content-disposition": `attachment; filename="${name}"` },
  });
}

/**
 * Downloads a file of a finished export, or its manifest: needs the link's signature, a sign-in and the
 * permission. Answers to Range and If-Range, so that a broken download goes on.
 */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/exports/[export]/[file]">,
): Promise<Response> {
  const { organization, export: exportId, file } = await params;
  return answer(organization, async (actor) =>
    file === "manifest"
      ? sendManifest(actor, exportId, request.nextUrl.searchParams.get("link") ?? "")
      : sendFile(actor, request, exportId, file),
  );
}
