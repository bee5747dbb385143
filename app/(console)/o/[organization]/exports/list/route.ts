import { listLongWork } from "#lib/exports/list-long-work.ts";
import { answer } from "../../audit/answer.ts";

/** Exports and backfills as they stand, for the page that follows them. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/o/[organization]/exports/list">,
): Promise<Response> {
  return answer((await params).organization, async (actor) =>
    Response.json(await listLongWork(actor), { headers: { "cache-control": "no-store" } }),
  );
}
