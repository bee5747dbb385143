import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { Day } from "#lib/usage/days.ts";
import { addDays, todayIn } from "#lib/usage/days.ts";
import { allUsage } from "#lib/usage/made-of.ts";

const windowDays = 30;

export type ActiveMembers = { active: number; members: number; days: number };

async function count(actor: Actor, fromOn: Day): Promise<ActiveMembers> {
  const organization = Prisma.sql`organization_id = ${actor.organization.id}::uuid`;
  const [row] = await scopedSql<{ active: number; members: number }>(
    actor,
    Prisma.sql`
      WITH people AS (
        SELECT id FROM members WHERE ${organization} AND deleted_at IS NULL AND NOT is_service_account
      ), seen AS (
        SELECT DISTINCT member_id FROM facts.usage_daily
        WHERE ${organization} AND grain = 'full' AND day >= ${fromOn}::date AND member_id <> '' AND requests > 0
      )
      SELECT (SELECT count(*) FROM people JOIN seen ON member_id = id)::int AS active,
        (SELECT count(*) FROM people)::int AS members`,
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
    since,
    read: () => count(actor, since),
  });
}
