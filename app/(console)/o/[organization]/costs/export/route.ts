import type { NextRequest } from "next/server";
import { exportCosts } from "#lib/costs/export.ts";
import { loadCostLink, parseCostQuery } from "#lib/costs/filters.ts";
import { todayIn } from "#lib/usage/days.ts";
import { sendDownload } from "../../send-download.ts";

/** The costs that the page with the same query shows, day by day, as CSV. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/costs/export">,
): Promise<Response> {
  return sendDownload((await params).organization, (actor) =>
    exportCosts(
      actor,
      parseCostQuery(loadCostLink(request.nextUrl.searchParams), todayIn("UTC")),
      request.signal,
    ),
  );
}
