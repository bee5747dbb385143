import type { NextRequest } from "next/server";
import { currentPerson } from "#lib/action.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import { exportCosts } from "#lib/costs/export.ts";
import { loadCostLink, parseCostQuery } from "#lib/costs/filters.ts";
import type { ErrorCode } from "#lib/errors.ts";
import { DomainError } from "#lib/errors.ts";
import { addDays, todayIn } from "#lib/usage/days.ts";

const statuses: Partial<Record<ErrorCode, number>> = { forbidden: 403, not_found: 404 };

/** A stream that reads the next piece only when the reader has taken the last. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

/** The costs that the page with the same query shows, as a CSV file. */
export async function GET(
  request: NextRequest,
  context: RouteContext<"/o/[organization]/costs/export">,
): Promise<Response> {
  const person = await currentPerson();
  if (!person) return Response.json({ error: "unauthenticated" }, { status: 401 });
  const { organization } = await context.params;

  try {
    const actor = await resolveActor(person, organization);
    const query = parseCostQuery(loadCostLink(request.nextUrl.searchParams), todayIn("UTC"));
    const lines = await exportCosts(actor, query);
    const name = `costs-${actor.organization.slug}-${query.range.fromOn}-${addDays(query.range.toOn, -1)}.csv`;
    return new Response(streamOf(lines), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name.replaceAll(/[^\w.-]/g, "_")}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return Response.json({ error: error.code }, { status: statuses[error.code] ?? 500 });
  }
}
