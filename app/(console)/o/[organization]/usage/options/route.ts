import type { NextRequest } from "next/server";
import { DomainError } from "#lib/errors.ts";
import { listOptions, OptionsQuery } from "#lib/usage/list-options.ts";
import { answer } from "../../answer.ts";

/** What can be picked in a filter, found by a part of its name; the rows of listOptions as JSON. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/usage/options">,
): Promise<Response> {
  return answer((await params).organization, async (actor) => {
    const asked = OptionsQuery.safeParse(Object.fromEntries(request.nextUrl.searchParams));
    if (!asked.success) throw new DomainError("invalid", "filterInvalid", { field: "of" });
    return Response.json(await listOptions(actor, asked.data), {
      headers: { "cache-control": "private, no-store" },
    });
  });
}
