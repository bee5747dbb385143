import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { DomainError } from "#lib/errors.ts";
import type { SavedView } from "#lib/generated/prisma/client.ts";
import { changeView } from "./change.ts";
import { ViewId, ViewPage, ViewQuery } from "./fields.ts";
import { readQuery } from "./read-query.ts";
import { requireOwnView } from "./require.ts";

export const UpdateView = z.object({
  viewId: ViewId,
  query: ViewQuery,
  /** The version that the page was showing. */
  expectedVersion: z.coerce.number().int().min(1),
});

/** Puts the state of the page in the place of what the view held. Throws DomainError "conflict" when it changed meanwhile. */
export async function updateView(
  actor: Actor,
  { viewId, query, expectedVersion }: z.output<typeof UpdateView>,
): Promise<SavedView> {
  const view = await requireOwnView(actor, viewId);
  if (view.version !== expectedVersion) throw new DomainError("conflict", "viewChanged", { name: view.name });
  return changeView(actor, "view.update", view, { query: readQuery(ViewPage.parse(view.page), query) });
}
