import { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { SavedView } from "#lib/generated/prisma/client.ts";
import { ViewId } from "./fields.ts";
import { requireView, viewTarget } from "./require.ts";

export const SetDefaultView = z.object({ viewId: ViewId, isDefault: z.enum(["yes", "no"]) });

/** Makes a view what its page opens with for this person, or no longer. */
export async function setDefaultView(
  actor: Actor,
  { viewId, isDefault }: z.output<typeof SetDefaultView>,
): Promise<SavedView> {
  authorize(actor, "views.save");
  const view = await requireView(actor, viewId);
  const place = { organizationId: actor.organization.id, userId: actor.id, page: view.page };
  await localChange(
    {
      actor,
      organizationId: actor.organization.id,
      action: "view.setDefault",
      target: viewTarget(view),
      input: { page: view.page, isDefault },
    },
    async (tx) => {
      // Taken away and put anew: two tabs at once end with the one that came last, and never with an error.
      await tx.defaultView.deleteMany({ where: place });
      if (isDefault === "yes")
        await tx.defaultView.createMany({ data: [{ ...place, viewId }], skipDuplicates: true });
      return { viewId: isDefault === "yes" ? viewId : null };
    },
  );
  return view;
}
