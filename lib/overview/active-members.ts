import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { Day } from "#lib/usage/days.ts";
import { addDays, addMonths, daysBetween, firstOfMonth, todayIn } from "#lib/usage/days.ts";
import { allUsage } from "#lib/usage/made-of.ts";

const windowDays = 30;

export type ActiveMembers = { active: number; members: number; days: number };

/**
 * Rows of member_id and requests, whose sums since a day are those of the fewest rows: of the days, an organization's
 * busiest table, only those of the month that is cut in two are read, and of its two parts the shorter one.
 */
function requestsSince(actor: Actor, fromOn: Day): Prisma.Sql {
  const [monthOn, nextOn] = [firstOfMonth(fromOn), addMonths(firstOfMonth(fromOn), 1)];
  const of = Prisma.sql`organization_id = ${actor.organization.id}::uuid AND grain = 'full' AND member_id <> ''`;
  const days = (sign: Prisma.Sql, from: Day, to: Day) => Prisma.sql`
    SELECT member_id, ${sign}requests AS requests FROM facts.usage_daily
    WHERE ${of} AND day >= ${from}::date AND day < ${to}::date`;
  const monthsSince = (from: Day) => Prisma.sql`
    SELECT member_id, requests FROM facts.usage_monthly WHERE ${of} AND month >= ${from}::date`;
  return daysBetween(fromOn, nextOn) <= daysBetween(monthOn, fromOn)
    ? Prisma.sql`${days(Prisma.empty, fromOn, nextOn)} UNION ALL ${monthsSince(nextOn)}`
    : Prisma.sql`${days(Prisma.sql`-`, monthOn, fromOn)} UNION ALL ${monthsSince(monthOn)}`;
}

async function count(actor: Actor, fromOn: Day): Promise<ActiveMembers> {
  const organization = Prisma.sql`organization_id = ${actor.organization.id}::uuid`;
  const [row] = await scopedSql<{ active: number; members: number }>(
    actor,
    Prisma.sql`
      WITH seen AS (
        SELECT member_id FROM (${requestsSince(actor, fromOn)}) AS measured
        GROUP BY member_id HAVING sum(requests) > 0
      )
      SELECT count(member_id)::int AS active, count(*)::int AS members
      FROM members LEFT JOIN seen ON member_id = id
      WHERE ${organization} AND deleted_at IS NULL AND NOT is_service_account`,
  );
  return { active: row?.active ?? 0, members: row?.members ?? 0, days: windowDays };
}

/** How many members used the API in the last 30 days, service accounts left out, and how many members there are. */
export async function activeMembers(actor: Actor, now: Date = new Date()): Promise<ActiveMembers> {
  authorize(actor, "members.read");
  authorize(actor, "usage.read");
  const since = addDays(todayIn(actor.organization.timeZone, now), 1 - windowDays);
  return remember(actor, {
    name: "activeMembers",
    asked: since,
    of: [...allUsage, "members"],
    since: firstOfMonth(since),
    read: () => count(actor, since),
  });
}
