import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { ViewPageName } from "./pages.ts";

/** The view that a page opens with for this person; null where there is none, or it is no longer theirs to see. */
export async function findDefaultView(
  actor: Actor,
  page: ViewPageName,
): Promise<{ id: string; query: string } | null> {
  authorize(actor, "views.read");
  const [view] = await scopedSql<{ id: string; query: string }>(
    actor,
    Prisma.sql`
      SELECT v.id, v.query FROM default_views d
      JOIN saved_views v ON v.id = d.view_id AND v.organization_id = d.organization_id
        AND v.page = d.page AND v.removed_at IS NULL AND (v.owner_id = d.user_id OR v.is_shared)
      WHERE d.organization_id = ${actor.organization.id}::uuid AND d.user_id = ${actor.id}::uuid AND d.page = ${page}`,
  );
  return view ?? null;
}
