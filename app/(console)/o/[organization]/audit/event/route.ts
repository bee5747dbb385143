import type { NextRequest } from "next/server";
import type { DescribedEvent } from "#lib/audit-events/describe.ts";
import { parsePlace } from "#lib/audit-events/event-place.ts";
import { getEvent } from "#lib/audit-events/get.ts";
import { readSession } from "#lib/audit-events/read-session.ts";
import { answer } from "../answer.ts";
import { describeHere } from "../load-events.ts";

export type EventAnswer = DescribedEvent & {
  id: string;
  raw: string;
  mirroredAt: string;
  userAgent: string;
  location: string;
};

/** The event named by ?event=, with its JSON as it came. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/audit/event">,
): Promise<Response> {
  const place = request.nextUrl.searchParams.get("event") ?? "";
  return answer((await params).organization, async (actor) => {
    const event = await getEvent(actor, parsePlace(place));
    const [described] = await describeHere(actor, [event]);
    return Response.json(
      {
        ...described,
        ...readSession(event.raw),
        id: event.id,
        raw: event.raw,
        mirroredAt: event.mirroredAt.toISOString(),
      },
      { headers: { "cache-control": "private, no-store" } },
    );
  });
}
