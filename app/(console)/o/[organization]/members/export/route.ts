import type { NextRequest } from "next/server";
import { exportMembers } from "#lib/members/export.ts";
import { answer } from "../../audit/answer.ts";
import { filtersOf, loadMemberLink } from "../search-params.ts";

/** Downloads what the page shows for the same filter, all pages of it, as CSV. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/members/export">,
): Promise<Response> {
  const filters = filtersOf(loadMemberLink(request.nextUrl.searchParams));
  return answer((await params).organization, async (actor) => {
    const { body, contentType, filename } = await exportMembers(actor, filters, request.signal);
    return new Response(body, {
      headers: {
        "content-type": contentType,
        "content-disposition": `attachment; filename="${filename}"`,
        "cache-control": "private, no-store, no-transform",
        "x-accel-buffering": "no",
      },
    });
  });
}
