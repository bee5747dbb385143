import type { NextRequest } from "next/server";
import { exportMembers } from "#lib/members/export.ts";
import { filtersOf, loadMemberLink } from "#lib/members/link.ts";
import { sendDownload } from "../../send-download.ts";

/** Downloads what the page shows for the same filter, all pages of it, as CSV. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/members/export">,
): Promise<Response> {
  return sendDownload((await params).organization, (actor) =>
    exportMembers(actor, filtersOf(loadMemberLink(request.nextUrl.searchParams)), request.signal),
  );
}
