import { isIP } from "node:net";
import { placeToText } from "#lib/audit-events/event-place.ts";
import type { EventRow } from "#lib/audit-events/list.ts";
import { eventColumns } from "#lib/audit-events/list.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { escapeLike } from "#lib/keyset/escape-like.ts";
import { scopedSql } from "#lib/scoped.ts";
import { perKind } from "./hit.ts";
import type { Wanted } from "./wanted.ts";
import { isWord } from "./wanted.ts";

/** Free text is looked for in so many of the newest events; the audit log's own filter looks in all of them. */
export const newestSearched = 5000;

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

function amongNewest(actor: Actor, { lower }: Wanted): Prisma.Sql {
  const pattern = `%${escapeLike(lower)}%`;
  return Prisma.sql`(
    SELECT ${columns} FROM (
      SELECT * FROM facts.audit_events WHERE organization_id = ${actor.organization.id}::uuid
      ORDER BY effective_at DESC, id DESC LIMIT ${newestSearched}
    ) AS newest WHERE search_text LIKE ${pattern} LIMIT ${perKind})`;
}

/**
 * Events by their id, their actor's email or id, the thing or project they are about, or an address, newest
 * first; for other text, those among the newest that hold it. Throws DomainError "forbidden".
 */
export async function findEvents(actor: Actor, wanted: Wanted): Promise<EventRow[]> {
  authorize(actor, "audit.read");
  if (isWord(wanted)) {
    const found = await read(
      actor,
      exactWays(wanted).map((way) => byIndex(actor, way)),
    );
    if (found.length > 0) return found;
  }
  return read(actor, [amongNewest(actor, wanted)]);
}

/** Where an event is read. */
export function eventPath(row: EventRow): string {
  return `/audit?event=${encodeURIComponent(placeToText(row))}`;
}
