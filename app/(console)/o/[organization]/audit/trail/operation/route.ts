import type { NextRequest } from "next/server";
import { getOperation } from "#lib/trail/get-operation.ts";
import { answer } from "../../../answer.ts";

/** The entries of the operation named by ?operation=, oldest first. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/audit/trail/operation">,
): Promise<Response> {
  const operationId = request.nextUrl.searchParams.get("operation") ?? "";
  return answer((await params).organization, async (actor) => {
    const entries = await getOperation(actor, operationId);
    return Response.json(entries, { headers: { "cache-control": "private, no-store" } });
  });
}
