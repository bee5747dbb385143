import { latestComparison } from "#lib/comparisons/list.ts";
import { answer } from "../../answer.ts";

export async function GET(
  _request: Request,
  { params }: RouteContext<"/o/[organization]/streams/comparison">,
): Promise<Response> {
  return answer((await params).organization, async (actor) =>
    Response.json(await latestComparison(actor), { headers: { "cache-control": "no-store" } }),
  );
}
