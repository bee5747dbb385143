import type { NextRequest } from "next/server";
import { DomainError } from "#lib/errors.ts";
import { asOf } from "#lib/streams/as-of.ts";
import { RequestSync } from "#lib/streams/request-sync.ts";
import { answer } from "../answer.ts";

/** The state of the streams named by ?kinds=, for badges and tables that follow a run. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/streams">,
): Promise<Response> {
  return answer((await params).organization, async (actor) => {
    const asked = RequestSync.safeParse({ kinds: request.nextUrl.searchParams.get("kinds") ?? "" });
    if (!asked.success) throw new DomainError("invalid", "filterInvalid", { field: "kinds" });
    return Response.json(await asOf(actor, asked.data.kinds), { headers: { "cache-control": "no-store" } });
  });
}
