import type { Actor } from "#lib/auth/actor.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { ViewPageName } from "./pages.ts";
import { viewPages } from "./pages.ts";

export type ViewItem = {
  id: string;
  name: string;
  query: string;
  version: number;
  isShared: boolean;
  isOwn: boolean;
  mayChange: boolean;
  isDefault: boolean;
};

type Row = Omit<ViewItem, "isOwn" | "mayChange"> & { ownerId: string };

const mostViews = 200;

/** A person's own views of a page and those that others share, by name. Throws DomainError "forbidden". */
export async function listViews(actor: Actor, page: ViewPageName): Promise<ViewItem[]> {
  authorize(actor, "views.read");
  authorize(actor, viewPages[page].permission);
  const views = await scopedSql<Row>(
    actor,
    Prisma.sql`
      SELECT v.id, v.name, v.query, v.version, v.is_shared AS "isShared", v.owner_id AS "ownerId",
        d.view_id IS NOT NULL AS "isDefault"
      FROM saved_views v
      LEFT JOIN default_views d ON d.organization_id = v.organization_id AND d.view_id = v.id AND d.page = v.page
        AND d.user_id = ${actor.id}::uuid
      WHERE v.organization_id = ${actor.organization.id}::uuid AND v.page = ${page} AND v.removed_at IS NULL
        AND (v.owner_id = ${actor.id}::uuid OR v.is_shared)
      ORDER BY v.name, v.id LIMIT ${mostViews}`,
  );
  return views.map(({ ownerId, ...view }) => {
    const isOwn = ownerId === actor.id;
    return {
      ...view,
      isOwn,
      mayChange: can(actor, isOwn ? "views.save" : "views.manage"),
    };
  });
}
