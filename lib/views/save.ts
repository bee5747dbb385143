import { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";
import type { SavedView } from "#lib/generated/prisma/client.ts";
import { isDuplicate } from "#lib/organizations/duplicates.ts";
import { scoped } from "#lib/scoped.ts";
import { Ticked, ViewName, ViewPage, ViewQuery } from "./fields.ts";
import { viewPages } from "./pages.ts";
import { readQuery } from "./read-query.ts";
import { viewTarget } from "./require.ts";

export const SaveView = z.object({ page: ViewPage, name: ViewName, query: ViewQuery, isShared: Ticked });

/** So many views may one person keep: a menu, not an archive. */
const mostViews = 100;

/**
 * Keeps the state of a page under a name, for the person alone or for everybody who may see the page. Throws
 * DomainError "conflict" for a name that they use already, "invalid" for a link that the page does not understand.
 */
export async function saveView(
  actor: Actor,
  { page, name, query, isShared }: z.output<typeof SaveView>,
): Promise<SavedView> {
  authorize(actor, "views.save");
  authorize(actor, viewPages[page].permission);
  if (isShared) authorize(actor, "views.share");
  const kept = { page, name, query: readQuery(page, query), isShared };
  const held = await scoped(actor).savedView.count({ where: { ownerId: actor.id, removedAt: null } });
  if (held >= mostViews) throw new DomainError("conflict", "tooManyViews", { most: mostViews });

  const id = crypto.randomUUID();
  try {
    return await localChange(
      {
        actor,
        organizationId: actor.organization.id,
        action: "view.save",
        target: viewTarget({ id, name }),
        input: kept,
      },
      (tx) =>
        tx.savedView.create({
          data: { id, organizationId: actor.organization.id, ownerId: actor.id, ...kept },
        }),
    );
  } catch (error) {
    if (isDuplicate(error)) throw new DomainError("conflict", "viewNameTaken", { name }, { cause: error });
    throw error;
  }
}
