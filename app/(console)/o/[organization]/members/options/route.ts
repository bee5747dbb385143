import type { NextRequest } from "next/server";
import { nameOfMember } from "#lib/members/get.ts";
import { listMembers } from "#lib/members/list.ts";
import { answer } from "../../answer.ts";

const start = { after: null, before: null };

export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/members/options">,
): Promise<Response> {
  const search = request.nextUrl.searchParams.get("search") ?? "";
  const filters = { search, role: null, projectId: null, hasKeys: null, isRemoved: false };
  return answer((await params).organization, async (actor) => {
    const { rows } = await listMembers(actor, filters, { sort: "name", descending: false }, start);
    const options = rows.map((member) => ({
      value: member.id,
      label: nameOfMember(member),
      hint: member.email ?? member.id,
    }));
    return Response.json(options, { headers: { "cache-control": "private, no-store" } });
  });
}
