import type { NextRequest } from "next/server";
import { todayIn } from "#lib/usage/days.ts";
import { exportUsageTable } from "#lib/usage/export.ts";
import { loadUsageLink } from "#lib/usage/filters.ts";
import { parseUsageQuery } from "#lib/usage/parse-filters.ts";
import { sendDownload } from "../../../send-download.ts";

/** The table of the usage page with the same filter, all pages of it, as CSV. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/usage/table/export">,
): Promise<Response> {
  return sendDownload((await params).organization, (actor) =>
    exportUsageTable(
      actor,
      parseUsageQuery(loadUsageLink(request.nextUrl.searchParams), todayIn(actor.organization.timeZone)),
      request.signal,
    ),
  );
}
