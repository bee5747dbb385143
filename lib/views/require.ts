import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";
import type { SavedView } from "#lib/generated/prisma/client.ts";
import { scoped } from "#lib/scoped.ts";
import { ViewPage } from "./fields.ts";
import { viewPages } from "./pages.ts";

/** The trail's name for a view. */
export function viewTarget(view: Pick<SavedView, "id" | "name">) {
  return { kind: "view", id: view.id, label: view.name };
}

/** A view that the actor may open: their own, or a shared one of a page that they may see. DomainError "not_found" otherwise. */
export async function requireView(
  actor: Actor,
  viewId: string,
  { isRemoved = false }: { isRemoved?: boolean } = {},
): Promise<SavedView> {
  const view = await scoped(actor).savedView.findFirst({
    where: {
      id: viewId,
      removedAt: isRemoved ? { not: null } : null,
      OR: [{ ownerId: actor.id }, { isShared: true }],
    },
  });
  const page = ViewPage.safeParse(view?.page);
  if (!view || !page.success) throw new DomainError("not_found", "viewNotFound");
  authorize(actor, viewPages[page.data].permission);
  return view;
}

/** A view that the actor may change: their own, or somebody else's shared one where the role may tend those. */
export async function requireOwnView(
  actor: Actor,
  viewId: string,
  given: { isRemoved?: boolean } = {},
): Promise<SavedView> {
  const view = await requireView(actor, viewId, given);
  authorize(actor, view.ownerId === actor.id ? "views.save" : "views.manage");
  return view;
}
