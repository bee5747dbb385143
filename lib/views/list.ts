import type { Actor } from "#lib/auth/actor.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { scoped } from "#lib/scoped.ts";
import type { ViewPageName } from "./pages.ts";
import { viewPages } from "./pages.ts";

/** A view on somebody's menu. */
export type ViewItem = {
  id: string;
  name: string;
  query: string;
  version: number;
  isShared: boolean;
  isOwn: boolean;
  /** Whether this person may rename, update or remove it. */
  mayChange: boolean;
  isDefault: boolean;
};

const mostViews = 200;

/** A person's own views of a page and those that others share, by name. Throws DomainError "forbidden". */
export async function listViews(actor: Actor, page: ViewPageName): Promise<ViewItem[]> {
  authorize(actor, "views.read");
  authorize(actor, viewPages[page].permission);
  const [views, opening] = await Promise.all([
    scoped(actor).savedView.findMany({
      where: { page, removedAt: null, OR: [{ ownerId: actor.id }, { isShared: true }] },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: mostViews,
    }),
    scoped(actor).defaultView.findFirst({ where: { userId: actor.id, page }, select: { viewId: true } }),
  ]);
  return views.map(({ id, name, query, version, isShared, ownerId }) => {
    const isOwn = ownerId === actor.id;
    return {
      id,
      name,
      query,
      version,
      isShared,
      isOwn,
      mayChange: can(actor, isOwn ? "views.save" : "views.manage"),
      isDefault: opening?.viewId === id,
    };
  });
}
