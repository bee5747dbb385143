import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import type { SavedView } from "#lib/generated/prisma/client.ts";
import { changeView } from "./change.ts";
import { ViewId } from "./fields.ts";
import { requireOwnView } from "./require.ts";

export const RestoreView = z.object({ viewId: ViewId });

/** Undoes removeView. Throws DomainError "conflict" when another view has taken the name meanwhile. */
export async function restoreView(
  actor: Actor,
  { viewId }: z.output<typeof RestoreView>,
): Promise<SavedView> {
  const view = await requireOwnView(actor, viewId, { isRemoved: true });
  return changeView(actor, "view.restore", view, { removedAt: null });
}
