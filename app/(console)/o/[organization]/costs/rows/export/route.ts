import type { NextRequest } from "next/server";
import { exportCostRows } from "#lib/costs/export.ts";
import { loadCostLink, parseCostQuery } from "#lib/costs/filters.ts";
import { todayIn } from "#lib/usage/days.ts";
import { sendDownload } from "../../../send-download.ts";

/** The rows behind a figure as upstream billed them, all of them, as CSV. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/costs/rows/export">,
): Promise<Response> {
  return sendDownload((await params).organization, (actor) =>
    exportCostRows(
      actor,
      parseCostQuery(loadCostLink(request.nextUrl.searchParams), todayIn("UTC")),
      request.signal,
    ),
  );
}
