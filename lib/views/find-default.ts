import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { scoped } from "#lib/scoped.ts";
import type { ViewPageName } from "./pages.ts";

/** The view that a page opens with for this person; null where there is none, or it is no longer theirs to see. */
export async function findDefaultView(
  actor: Actor,
  page: ViewPageName,
): Promise<{ id: string; query: string } | null> {
  authorize(actor, "views.read");
  const opening = await scoped(actor).defaultView.findFirst({
    where: { userId: actor.id, page },
    select: { viewId: true },
  });
  if (!opening) return null;
  return scoped(actor).savedView.findFirst({
    where: {
      id: opening.viewId,
      page,
      removedAt: null,
      OR: [{ ownerId: actor.id }, { isShared: true }],
    },
    select: { id: true, query: true },
  });
}
