import type { NextRequest } from "next/server";
import { currentPerson } from "#lib/action.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import { DomainError } from "#lib/errors.ts";
import { nameOfMember } from "#lib/members/get.ts";
import { listMembers } from "#lib/members/list.ts";

const start = { after: null, before: null };

/** Members to choose from, found by ?search=, as the options of a combobox. */
export async function GET(
  request: NextRequest,
  context: RouteContext<"/o/[organization]/members/options">,
): Promise<Response> {
  const person = await currentPerson();
  if (!person) return Response.json({ error: "unauthenticated" }, { status: 401 });
  const search = request.nextUrl.searchParams.get("search") ?? "";
  try {
    const actor = await resolveActor(person, (await context.params).organization);
    const filters = { search, role: null, projectId: null, hasKeys: null, isRemoved: false };
    const { rows } = await listMembers(actor, filters, { sort: "name", descending: false }, start);
    const options = rows.map((member) => ({
      value: member.id,
      label: nameOfMember(member),
      hint: member.email ?? member.id,
    }));
    return Response.json(options, { headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return Response.json({ error: error.code }, { status: error.code === "forbidden" ? 403 : 404 });
  }
}
