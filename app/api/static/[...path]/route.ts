import { findStaticFile } from "#lib/static-files/find.ts";
import { staticFilesFolder } from "#lib/static-files/store.ts";

type Context = { params: Promise<{ path: string[] }> };

/** What next.config.mjs sends here: files below /_next/static that this build does not have, but another one did. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { path } = await params;
  const found = await findStaticFile(staticFilesFolder(), path);
  if (!found) return new Response("Not Found", { status: 404, headers: { "cache-control": "no-store" } });
  return new Response(found.bytes, {
    headers: { "content-type": found.type, "cache-control": "public, max-age=31536000, immutable" },
  });
}
