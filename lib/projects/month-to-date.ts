import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";

/** US dollars as decimal strings, the currency null where none are billed; lastMonth covers the same number of days. */
export type MonthToDate = { amount: string; lastMonth: string; currency: string | null };

/** What a project has cost in the running month and by the same day of the month before, in UTC days. */
export async function projectMonthToDate(actor: Actor, projectId: string): Promise<MonthToDate> {
  authorize(actor, "costs.read");
  const [row] = await scopedSql<MonthToDate>(
    actor,
    Prisma.sql`
      SELECT coalesce(sum(c.amount) FILTER (WHERE c.day >= d.month_start), 0)::text AS amount,
        coalesce(sum(c.amount) FILTER (WHERE c.day < d.month_start
          AND c.day <= d.today - interval '1 month'), 0)::text AS "lastMonth",
        max(c.currency) AS currency
      FROM (SELECT (now() AT TIME ZONE 'UTC')::date AS today,
              date_trunc('month', now() AT TIME ZONE 'UTC')::date AS month_start) AS d
      LEFT JOIN facts.costs_daily c ON c.organization_id = ${actor.organization.id}::uuid
        AND c.grain = 'project' AND c.project_id = ${projectId}
        AND lower(c.currency) = 'usd' AND c.day >= d.month_start - interval '1 month'`,
  );
  return row ?? { amount: "0", lastMonth: "0", currency: null };
}
