import type { Actor } from "#lib/auth/actor.ts";
import type { Download } from "#lib/exports/open.ts";
import { answer } from "./answer.ts";

/** Answers with a file made for the person who asks, in the organization of the address; refusals as JSON. */
export function sendDownload(slug: string, make: (actor: Actor) => Promise<Download>): Promise<Response> {
  return answer(slug, async (actor) => {
    const { body, contentType, filename } = await make(actor);
    return new Response(body, {
      headers: {
        "content-type": contentType,
        "content-disposition": `attachment; filename="${filename}"`,
        "cache-control": "private, no-store, no-transform",
        "x-content-type-options": "nosniff",
        "x-accel-buffering": "no",
      },
    });
  });
}
