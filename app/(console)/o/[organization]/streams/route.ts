import type { NextRequest } from "next/server";
import { currentPerson } from "#lib/action.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import { DomainError } from "#lib/errors.ts";
import { asOf } from "#lib/streams/as-of.ts";
import { RequestSync } from "#lib/streams/request-sync.ts";

const statuses: Partial<Record<DomainError["code"], number>> = { not_found: 404, forbidden: 403 };

/** The state of the streams named by ?kinds=, for badges and tables that follow a run. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/streams">,
): Promise<Response> {
  const person = await currentPerson();
  if (!person) return Response.json({ error: "unauthenticated" }, { status: 401 });
  const asked = RequestSync.safeParse({ kinds: request.nextUrl.searchParams.get("kinds") ?? "" });
  if (!asked.success) return Response.json({ error: "invalid" }, { status: 400 });
  try {
    const { organization } = await params;
    const actor = await resolveActor(person, organization);
    const state = await asOf(actor, asked.data.kinds);
    return Response.json(state, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return Response.json({ error: error.code }, { status: statuses[error.code] ?? 400 });
  }
}
