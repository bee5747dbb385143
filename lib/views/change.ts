import { localChange } from "#lib/audit/change.ts";
import type { TrailAction } from "#lib/audit/actions.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { DomainError } from "#lib/errors.ts";
import type { SavedView } from "#lib/generated/prisma/client.ts";
import { isDuplicate } from "#lib/organizations/duplicates.ts";
import { viewTarget } from "./require.ts";

type Data = Partial<Pick<SavedView, "name" | "query" | "isShared" | "removedAt">>;

/**
 * Changes a view as it was when it was read, with its trail entry. Throws DomainError "conflict" when somebody
 * changed it meanwhile (viewChanged), or when the name is taken (viewNameTaken).
 */
export async function changeView(
  actor: Actor,
  action: TrailAction,
  view: SavedView,
  data: Data,
): Promise<SavedView> {
  const { organizationId, id, version, name, query, isShared, removedAt } = view;
  try {
    return await localChange(
      {
        actor,
        organizationId,
        action,
        target: viewTarget(view),
        before: { name, query, isShared, removedAt },
      },
      async (tx) => {
        const { count } = await tx.savedView.updateMany({
          where: { organizationId, id, version },
          data: { ...data, version: { increment: 1 } },
        });
        if (count === 0) throw new DomainError("conflict", "viewChanged", { name });
        return tx.savedView.findUniqueOrThrow({ where: { id } });
      },
    );
  } catch (error) {
    if (isDuplicate(error))
      throw new DomainError("conflict", "viewNameTaken", { name: data.name ?? name }, { cause: error });
    throw error;
  }
}
