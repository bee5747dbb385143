import { listLongWork } from "#lib/exports/list-long-work.ts";
import { answer } from "../../answer.ts";

export async function GET(
  request: Request,
  { params }: RouteContext<"/o/[organization]/exports/list">,
): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const place = { after: asked.get("after"), before: asked.get("before") };
  return answer((await params).organization, async (actor) =>
    Response.json(await listLongWork(actor, place), { headers: { "cache-control": "no-store" } }),
  );
}
