import type { NextRequest } from "next/server";
import { exportKeys } from "#lib/keys/export.ts";
import { filtersOf, loadKeyLink } from "#lib/keys/link.ts";
import { sendDownload } from "../../send-download.ts";

/** Downloads what the page shows for the same filter, all pages of it, as CSV. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/keys/export">,
): Promise<Response> {
  return sendDownload((await params).organization, (actor) =>
    exportKeys(actor, filtersOf(loadKeyLink(request.nextUrl.searchParams)), request.signal),
  );
}
