import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

/**
 * The name of what an id column of the facts holds, for a file: null where ids have no names, or the actor may
 * not see them. A key or service account can stand in several projects under one id: any of its names will do.
 */
export function nameSql(actor: Actor, dimension: string, id: Prisma.Sql): Prisma.Sql | null {
  const of = Prisma.sql`organization_id = ${actor.organization.id}::uuid AND id = ${id}`;
  switch (dimension) {
    case "project":
      return Prisma.sql`(SELECT name FROM projects WHERE ${of} LIMIT 1)`;
    case "member":
      return Prisma.sql`coalesce((SELECT coalesce(nullif(name, ''), email) FROM members WHERE ${of} LIMIT 1),
        (SELECT name FROM service_accounts WHERE ${of} LIMIT 1))`;
    case "key":
      return can(actor, "keys.read")
        ? Prisma.sql`(SELECT coalesce(nullif(name, ''), redacted_value) FROM api_keys WHERE ${of} LIMIT 1)`
        : null;
    default:
      return null;
  }
}
