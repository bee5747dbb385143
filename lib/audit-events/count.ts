import type { AuditFilter } from "#lib/audit-events/parse-filter.ts";
import { whereEvents } from "#lib/audit-events/where.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { CappedCount } from "#lib/keyset/count.ts";
import { cappedCount, countCap } from "#lib/keyset/count.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";

/** How many events the filter shows, up to a cap. */
export async function countEvents(actor: Actor, filter: AuditFilter): Promise<CappedCount> {
  authorize(actor, "audit.read");
  const read = async () => {
    const where = await whereEvents(actor, filter);
    return scopedSql<{ found: number }>(
      actor,
      Prisma.sql`
        SELECT count(*)::int AS found FROM (
          SELECT 1 FROM facts.audit_events WHERE ${where} LIMIT ${countCap + 1}
        ) AS matching`,
    );
  };
  const [row] = await remember(actor, {
    name: "countEvents",
    asked: filter,
    of: ["audit_log"],
    since: "2000-01-01",
    read,
  });
  return cappedCount(row?.found ?? 0);
}
