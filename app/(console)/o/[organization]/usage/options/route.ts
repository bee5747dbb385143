import type { NextRequest } from "next/server";
import { currentPerson } from "#lib/action.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import type { ErrorCode } from "#lib/errors.ts";
import { DomainError } from "#lib/errors.ts";
import { listOptions, OptionsQuery } from "#lib/usage/list-options.ts";

const statuses: Partial<Record<ErrorCode, number>> = { forbidden: 403, not_found: 404, invalid: 400 };

/** What can be picked in a filter, found by a part of its name; the rows of listOptions as JSON. */
export async function GET(
  request: NextRequest,
  context: RouteContext<"/o/[organization]/usage/options">,
): Promise<Response> {
  const person = await currentPerson();
  if (!person) return Response.json({ error: "unauthenticated" }, { status: 401 });
  const asked = OptionsQuery.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!asked.success) return Response.json({ error: "invalid" }, { status: 400 });

  try {
    const actor = await resolveActor(person, (await context.params).organization);
    return Response.json(await listOptions(actor, asked.data), {
      headers: { "cache-control": "private, no-store" },
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return Response.json({ error: error.code }, { status: statuses[error.code] ?? 500 });
  }
}
