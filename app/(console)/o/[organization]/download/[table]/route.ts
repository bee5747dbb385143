import type { NextRequest } from "next/server";
import { DomainError } from "#lib/errors.ts";
import { sendDownload } from "../../send-download.ts";
import { tables } from "./tables.ts";

export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/o/[organization]/download/[table]">,
): Promise<Response> {
  const { organization, table } = await params;
  return sendDownload(organization, (actor) => {
    const make = Object.hasOwn(tables, table) ? tables[table] : undefined;
    if (!make) throw new DomainError("not_found", "notFound");
    return make(actor, request.nextUrl.searchParams, request.signal);
  });
}
