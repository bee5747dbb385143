import { isIP } from "node:net";
import type { EventPlace } from "#lib/audit-events/event-place.ts";
import { placeToText } from "#lib/audit-events/event-place.ts";
import { holding, holdsAnywhere } from "#lib/audit-events/holding.ts";
import type { EventRow } from "#lib/audit-events/list.ts";
import { eventColumns } from "#lib/audit-events/list.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { escapeLike } from "#lib/keyset/escape-like.ts";
import { scopedSql } from "#lib/scoped.ts";
import { perKind } from "./hit.ts";
import { findOlderEvents } from "./older-events.ts";
import type { Wanted } from "./wanted.ts";
import { isWord } from "./wanted.ts";

/** Free text is looked for in so many of the newest events first, which takes no index. */
export const newestSearched = 5000;
/** Older ones are looked through until so long after the beginning; the audit log's own filter looks in all of them. */
const withinMs = 85;

/** backTo: events before it were not looked at; null where that makes no difference. */
export type FoundEvents = { rows: EventRow[]; backTo: Date | null };

/** What an event can be found by exactly; an index answers each. An empty column is in none of them. */
function exactWays({ exact, lower }: Wanted): Prisma.Sql[] {
  if (isIP(exact)) return [Prisma.sql`ip <> '' AND ip = ${exact}`];
  if (exact.includes("@")) return [Prisma.sql`actor_email = ANY(${[...new Set([exact, lower])]}::text[])`];
  return [
    Prisma.sql`id = ${exact}`,
    Prisma.sql`resource_id = ${exact}`,
    Prisma.sql`actor_id = ${exact}`,
    Prisma.sql`actor_api_key_id <> '' AND actor_api_key_id = ${exact}`,
    Prisma.sql`project_id = ${exact}`,
  ];
}

async function read(actor: Actor, parts: Prisma.Sql[]): Promise<EventRow[]> {
  return scopedSql<EventRow>(
    actor,
    Prisma.sql`
      SELECT DISTINCT ON (effective_at, id) ${eventColumns}, NULL AS "smallRaw"
      FROM (${Prisma.join(parts, " UNION ALL ")}) AS found
      ORDER BY effective_at DESC, id DESC LIMIT ${perKind}`,
  );
}

const columns = Prisma.sql`id, effective_at, type, is_tenant, actor_kind, actor_id, actor_email, actor_api_key_id,
  project_id, project_name, resource_id, ip`;

function byIndex(actor: Actor, condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT ${columns} FROM facts.audit_events
    WHERE organization_id = ${actor.organization.id}::uuid AND ${condition}
    ORDER BY effective_at DESC, id DESC LIMIT ${perKind})`;
}

function amongNewest(actor: Actor, pattern: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT ${columns} FROM (
      SELECT * FROM facts.audit_events WHERE organization_id = ${actor.organization.id}::uuid
      ORDER BY effective_at DESC, id DESC LIMIT ${newestSearched}
    ) AS newest WHERE ${holdsAnywhere(pattern)} LIMIT ${perKind})`;
}

/** The last of the newest events and the moment of the oldest of all; undefined where there are no others. */
async function behindNewest(actor: Actor): Promise<(EventPlace & { oldest: Date }) | undefined> {
  const ofOrganization = Prisma.sql`FROM facts.audit_events WHERE organization_id = ${actor.organization.id}::uuid`;
  const [edge] = await scopedSql<EventPlace & { oldest: Date }>(
    actor,
    Prisma.sql`
      SELECT id, effective_at AS "effectiveAt",
        (SELECT effective_at ${ofOrganization} ORDER BY effective_at, id LIMIT 1) AS oldest
      ${ofOrganization} ORDER BY effective_at DESC, id DESC LIMIT 1 OFFSET ${newestSearched - 1}`,
  );
  return edge;
}

/** Events whose text holds what was typed, newest first: the newest events always, older ones until a moment. */
async function byText(actor: Actor, { lower }: Wanted, endsAt: number): Promise<FoundEvents> {
  const pattern = Prisma.sql`${`%${escapeLike(lower)}%`}`;
  const rows = await read(actor, [amongNewest(actor, pattern)]);
  const [edge, condition] =
    rows.length < perKind ? await Promise.all([behindNewest(actor), holding(actor, pattern)]) : [];
  if (!edge || !condition) return { rows, backTo: null };
  const atMost = perKind - rows.length;
  const older = await findOlderEvents(actor, {
    place: edge,
    oldest: edge.oldest,
    condition,
    atMost,
    endsAt,
  });
  return { rows: [...rows, ...older.rows], backTo: older.backTo };
}

/**
 * Events by their id, their actor's email or id, the thing or project they are about, or an address, newest first;
 * for other text those that hold it, as far back as can be looked in budgetMs. Throws DomainError "forbidden".
 */
export async function findEvents(
  actor: Actor,
  wanted: Wanted,
  { budgetMs = withinMs }: { budgetMs?: number } = {},
): Promise<FoundEvents> {
  authorize(actor, "audit.read");
  const endsAt = performance.now() + budgetMs;
  if (isWord(wanted)) {
    const found = await read(
      actor,
      exactWays(wanted).map((way) => byIndex(actor, way)),
    );
    if (found.length > 0) return { rows: found, backTo: null };
  }
  return byText(actor, wanted, endsAt);
}

/** Where an event is read. */
export function eventPath(row: EventRow): string {
  return `/audit?event=${encodeURIComponent(placeToText(row))}`;
}
