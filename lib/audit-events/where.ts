import type { AuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { Ask } from "#lib/audit-events/holding.ts";
import { holding } from "#lib/audit-events/holding.ts";
import { timeRange } from "#lib/audit-events/time-range.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { containing } from "#lib/keyset/search.ts";

function actorIs(actor: string): Prisma.Sql {
  if (actor.includes("@")) return Prisma.sql`actor_email = ${actor}`;
  return Prisma.sql`(actor_id = ${actor} OR actor_api_key_id = ${actor})`;
}

function typeIs(types: string[]): Prisma.Sql {
  const families = types.filter((type) => type.endsWith(".*")).map((type) => type.slice(0, -1));
  const named = types.filter((type) => !type.endsWith(".*"));
  const [only] = named;
  // One type alone reads its index in order; a list of one does not.
  if (only && named.length === 1 && families.length === 0) return Prisma.sql`type = ${only}`;
  const ways = families.map((family) => Prisma.sql`starts_with(type, ${family})`);
  if (named.length > 0) ways.push(Prisma.sql`type = ANY(${named}::text[])`);
  return ways.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join(ways, " OR ")})`;
}

/**
 * The condition on facts.audit_events that list, count and export share. It begins with the organization. For a text
 * the values that hold it are asked for first.
 */
export async function whereEvents(actor: Actor, filter: AuditFilter, ask?: Ask): Promise<Prisma.Sql> {
  const { since, before } = timeRange(filter, actor.organization.timeZone);
  const text = filter.q === null ? null : containing(filter.q);
  const conditions = [
    Prisma.sql`organization_id = ${actor.organization.id}::uuid`,
    filter.actor !== null && actorIs(filter.actor),
    filter.type !== null && typeIs(filter.type),
    filter.project !== null && Prisma.sql`project_id = ${filter.project}`,
    filter.resource !== null && Prisma.sql`resource_id = ${filter.resource}`,
    filter.ip !== null && Prisma.sql`ip = ${filter.ip}`,
    since !== null && Prisma.sql`effective_at >= ${since.toISOString()}::timestamptz`,
    before !== null && Prisma.sql`effective_at < ${before.toISOString()}::timestamptz`,
    text !== null && (await holding(actor, text, ask)),
    filter.tenant !== null && Prisma.sql`is_tenant = ${filter.tenant === "yes"}`,
  ];
  return Prisma.join(
    conditions.filter((condition) => condition !== false),
    " AND ",
  );
}
