import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";

/** A day in the organization's time zone. Counts are decimal strings: they outgrow what a number holds. */
export type UsageDay = { day: string; requests: string; tokens: string };

/**
 * Requests and tokens (input and output, all kinds) of the last 30 days up to today, one entry a day, zero
 * where nothing was used. Project usage is read the same way: dimension says by which.
 */
export async function dailyUsage(
  actor: Actor,
  dimension: "member" | "project" | "key",
  id: string,
): Promise<UsageDay[]> {
  authorize(actor, "usage.read");
  const matches = {
    project: Prisma.sql`u.grain = 'project' AND u.project_id = ${id}`,
    member: Prisma.sql`u.grain = 'full' AND u.member_id = ${id}`,
    key: Prisma.sql`u.grain = 'full' AND u.api_key_id = ${id}`,
  }[dimension];
  const today = Prisma.sql`(now() AT TIME ZONE ${actor.organization.timeZone})::date`;
  return scopedSql<UsageDay>(
    actor,
    Prisma.sql`
      SELECT d.day::date::text AS day, coalesce(sum(u.requests), 0)::text AS requests,
        coalesce(sum(u.input_tokens + u.output_tokens), 0)::text AS tokens
      FROM generate_series(${today} - 29, ${today}, interval '1 day') AS d(day)
      LEFT JOIN facts.usage_daily u ON u.organization_id = ${actor.organization.id}::uuid
        AND u.day = d.day::date AND ${matches}
      GROUP BY d.day ORDER BY d.day`,
  );
}
