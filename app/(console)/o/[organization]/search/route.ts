import { NextResponse } from "next/server";
import { currentPerson } from "#lib/action.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import { DomainError } from "#lib/errors.ts";
import { findAnything } from "#lib/search/find.ts";

/** What the command palette finds for ?q=: members, projects and keys that the person may see. */
export async function GET(request: Request, context: RouteContext<"/o/[organization]/search">) {
  const person = await currentPerson();
  if (!person) return NextResponse.json({ error: "unauthenticated" }, { status: 401 });
  const { organization } = await context.params;
  try {
    const actor = await resolveActor(person, organization);
    const hits = await findAnything(actor, new URL(request.url).searchParams.get("q") ?? "");
    return NextResponse.json({ hits });
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found")
      return NextResponse.json({ error: "not_found" }, { status: 404 });
    throw error;
  }
}
