import type { NextRequest } from "next/server";
import { todayIn } from "#lib/usage/days.ts";
import { exportUsageRows } from "#lib/usage/export.ts";
import { loadRowsLink, parseRowsQuery } from "#lib/usage/parse-rows.ts";
import { sendDownload } from "../../../send-download.ts";

/** The hours behind a figure, all of them, as CSV. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/usage/rows/export">,
): Promise<Response> {
  return sendDownload((await params).organization, (actor) =>
    exportUsageRows(
      actor,
      parseRowsQuery(loadRowsLink(request.nextUrl.searchParams), todayIn(actor.organization.timeZone)),
      request.signal,
    ),
  );
}
