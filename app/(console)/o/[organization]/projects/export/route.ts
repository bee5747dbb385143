import type { NextRequest } from "next/server";
import { exportProjects } from "#lib/projects/export.ts";
import { filtersOf, loadProjectLink } from "#lib/projects/link.ts";
import { sendDownload } from "../../send-download.ts";

/** Downloads what the page shows for the same filter, all pages of it, as CSV. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/projects/export">,
): Promise<Response> {
  return sendDownload((await params).organization, (actor) =>
    exportProjects(actor, filtersOf(loadProjectLink(request.nextUrl.searchParams)), request.signal),
  );
}
