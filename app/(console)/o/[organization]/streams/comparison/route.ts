import type { NextRequest } from "next/server";
import { currentPerson } from "#lib/action.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import { latestComparison } from "#lib/comparisons/list.ts";
import { DomainError } from "#lib/errors.ts";

const statuses: Partial<Record<DomainError["code"], number>> = { not_found: 404, forbidden: 403 };

export async function GET(
  _request: NextRequest,
  { params }: RouteContext<"/o/[organization]/streams/comparison">,
): Promise<Response> {
  const person = await currentPerson();
  if (!person) return Response.json({ error: "unauthenticated" }, { status: 401 });
  try {
    const actor = await resolveActor(person, (await params).organization);
    return Response.json(await latestComparison(actor), { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return Response.json({ error: error.code }, { status: statuses[error.code] ?? 400 });
  }
}
