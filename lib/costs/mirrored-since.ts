import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { Day } from "#lib/usage/days.ts";
import type { CostDimension } from "./groupings.ts";

const groupings: Record<CostDimension, string> = {
  project: "project_line_item",
  lineItem: "project_line_item",
  member: "member",
  key: "api_key",
};

/** The first day with costs in this grouping (by key from 2025-12-06), or null. Throws DomainError "forbidden". */
export async function costsMirroredSince(actor: Actor, groupBy: CostDimension): Promise<Day | null> {
  authorize(actor, "costs.read");
  const read = () =>
    scopedSql<{ day: Day }>(
      actor,
      Prisma.sql`
        SELECT to_char(day, 'YYYY-MM-DD') AS day FROM facts.costs
        WHERE organization_id = ${actor.organization.id}::uuid AND "grouping" = ${groupings[groupBy]}
        ORDER BY costs.day LIMIT 1`,
    );
  const [first] = await remember(actor, {
    name: "costsMirroredSince",
    asked: groupBy,
    of: ["costs"],
    since: "2000-01-01",
    read,
  });
  return first?.day ?? null;
}
