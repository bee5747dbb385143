import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { SavedView } from "#lib/generated/prisma/client.ts";
import { changeView } from "./change.ts";
import { Ticked, ViewId, ViewName } from "./fields.ts";
import { requireOwnView } from "./require.ts";

export const RenameView = z.object({ viewId: ViewId, name: ViewName, isShared: Ticked });

/** Gives a view another name, and shares it or keeps it to its owner. Throws DomainError "conflict" for a taken name. */
export async function renameView(
  actor: Actor,
  { viewId, name, isShared }: z.output<typeof RenameView>,
): Promise<SavedView> {
  const view = await requireOwnView(actor, viewId);
  if (isShared && !view.isShared) authorize(actor, "views.share");
  return changeView(actor, "view.rename", view, { name, isShared });
}
