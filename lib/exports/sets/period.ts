import type { Actor } from "#lib/auth/actor.ts";
import type { ExportOptions } from "#lib/exports/options.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

type Period = Pick<ExportOptions, "from" | "through">;

/** AND …: moments of the days asked for, in the organization's time zone. */
export function momentsIn(column: Prisma.Sql, { from, through }: Period, actor: Actor): Prisma.Sql {
  const zone = actor.organization.timeZone;
  const since = from ? Prisma.sql`AND ${column} >= facts.day_begins(${from}::date, ${zone})` : Prisma.empty;
  const before = through
    ? Prisma.sql`AND ${column} < facts.day_begins(${through}::date + 1, ${zone})`
    : Prisma.empty;
  return Prisma.sql`${since} ${before}`;
}

/** AND …: the days asked for. */
export function daysIn(column: Prisma.Sql, { from, through }: Period): Prisma.Sql {
  const since = from ? Prisma.sql`AND ${column} >= ${from}::date` : Prisma.empty;
  const before = through ? Prisma.sql`AND ${column} <= ${through}::date` : Prisma.empty;
  return Prisma.sql`${since} ${before}`;
}
