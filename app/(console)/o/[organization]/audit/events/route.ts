import type { NextRequest } from "next/server";
import { parsePlace } from "#lib/audit-events/event-place.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import { answer } from "../../answer.ts";
import { loadEvents } from "../load-events.ts";

/** The next page of the events that the filter in the address shows, after the event named by ?after=. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/audit/events">,
): Promise<Response> {
  const { searchParams } = request.nextUrl;
  return answer((await params).organization, async (actor) => {
    const after = searchParams.get("after");
    const page = await loadEvents(actor, parseAuditFilter(searchParams), after ? parsePlace(after) : null);
    return Response.json(page, { headers: { "cache-control": "private, no-store" } });
  });
}
