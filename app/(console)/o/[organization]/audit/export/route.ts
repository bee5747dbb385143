import type { NextRequest } from "next/server";
import { ExportEvents, exportEvents } from "#lib/audit-events/export.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import { DomainError } from "#lib/errors.ts";
import { answer } from "../../answer.ts";

/** ?format=csv (&mark=1 for Excel) or jsonl of what the page shows. Cut off, not ended, when the export breaks. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/audit/export">,
): Promise<Response> {
  const { searchParams } = request.nextUrl;
  return answer((await params).organization, async (actor) => {
    const asked = ExportEvents.safeParse({
      format: searchParams.get("format"),
      withMark: searchParams.get("mark") === "1",
    });
    if (!asked.success) throw new DomainError("invalid", "filterInvalid", { field: "format" });
    const { body, contentType, filename } = await exportEvents(
      actor,
      parseAuditFilter(searchParams),
      asked.data,
      request.signal,
    );
    return new Response(body, {
      headers: {
        "content-type": contentType,
        "content-disposition": `attachment; filename="${filename}"`,
        // no-transform: compressing a large file would cost more time than it saves on the way.
        "cache-control": "private, no-store, no-transform",
        "x-accel-buffering": "no",
      },
    });
  });
}
