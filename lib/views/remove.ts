import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import type { SavedView } from "#lib/generated/prisma/client.ts";
import { changeView } from "./change.ts";
import { ViewId } from "./fields.ts";
import { requireOwnView } from "./require.ts";

export const RemoveView = z.object({ viewId: ViewId });

/** Takes a view off everybody's menu; restoreView brings it back. */
export async function removeView(actor: Actor, { viewId }: z.output<typeof RemoveView>): Promise<SavedView> {
  const view = await requireOwnView(actor, viewId);
  return changeView(actor, "view.remove", view, { removedAt: new Date() });
}
