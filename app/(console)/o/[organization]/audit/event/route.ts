import type { NextRequest } from "next/server";
import { answer } from "../../answer.ts";
import { loadEvent } from "../load-event.ts";

/** The event named by ?event=, with its JSON as it came. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/audit/event">,
): Promise<Response> {
  const place = request.nextUrl.searchParams.get("event") ?? "";
  return answer((await params).organization, async (actor) =>
    Response.json(await loadEvent(actor, place), { headers: { "cache-control": "private, no-store" } }),
  );
}
