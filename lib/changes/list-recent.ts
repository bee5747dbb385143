import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { ChangedTarget } from "#lib/changes/of-target.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { Outcome } from "#lib/generated/prisma/enums.ts";
import { scopedSql } from "#lib/scoped.ts";

const shown = 10;

export type RecentChange = {
  id: string;
  operationId: string;
  at: Date;
  action: string;
  actorLabel: string;
  targetKind: string;
  targetLabel: string;
  outcome: Outcome;
  error: string | null;
};

/** Where a target's entries are, each by an index of its own: see the migration trail_of_targets. */
function placesOf({ kind, id }: ChangedTarget): Prisma.Sql[] {
  const own = Prisma.sql`target_kind = ${kind} AND target_id = ${id}`;
  if (kind === "member")
    return [own, Prisma.sql`target_kind = 'project_member' AND substring(target_id FROM '[^/]*$') = ${id}`];
  return [
    own,
    Prisma.sql`target_kind = 'project_member' AND regexp_replace(target_id, '/[^/]*$', '') = ${id}`,
    Prisma.sql`action = 'project.create' AND after ->> 'id' = ${id}`,
  ];
}

/**
 * What this console did to one target and its memberships, the latest first; ten entries. Changes that were
 * only begun are left out. A project had no id when it was asked for: its creation is found by what came of it.
 */
export async function listRecentChanges(actor: Actor, target: ChangedTarget): Promise<RecentChange[]> {
  authorize(actor, "trail.read");
  const latest = placesOf(target).map(
    (
      place,
    ) => Prisma.sql`(SELECT id, operation_id, at, action, actor_label, target_kind, target_label, outcome, error
      FROM trail WHERE organization_id = ${actor.organization.id}::uuid AND ${place} AND outcome <> 'started'
      ORDER BY id DESC LIMIT ${2 * shown})`,
  );
  const entries = await scopedSql<RecentChange>(
    actor,
    Prisma.sql`
      SELECT id, operation_id AS "operationId", at, action, actor_label AS "actorLabel",
        target_kind AS "targetKind", target_label AS "targetLabel", outcome::text AS outcome, error
      FROM (${Prisma.join(latest, " UNION ")}) AS entry ORDER BY id DESC LIMIT ${2 * shown}`,
  );
  // What nobody knew at first has two ends, "unknown" and how it was settled: the last one counts.
  const last = new Map(entries.toReversed().map((entry) => [entry.operationId, entry]));
  return entries.filter((entry) => last.get(entry.operationId) === entry).slice(0, shown);
}
