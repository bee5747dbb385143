import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { containing } from "#lib/keyset/search.ts";
import { scopedSql } from "#lib/scoped.ts";

export type Hit = { kind: "member" | "project" | "key"; id: string; label: string; detail: string };

const perKind = 6;
const shortest = 2;

function members(actor: Actor, pattern: Prisma.Sql): Promise<Hit[]> {
  return scopedSql<Hit>(
    actor,
    Prisma.sql`SELECT 'member' AS kind, id, coalesce(name, email, id) AS label, coalesce(email, '') AS detail
      FROM members
      WHERE organization_id = ${actor.organization.id}::uuid AND deleted_at IS NULL
        AND lower(coalesce(name, '') || ' ' || coalesce(email, '')) LIKE ${pattern}
      ORDER BY lower(coalesce(name, '')), id LIMIT ${perKind}`,
  );
}

function projects(actor: Actor, pattern: Prisma.Sql): Promise<Hit[]> {
  return scopedSql<Hit>(
    actor,
    Prisma.sql`SELECT 'project' AS kind, id, coalesce(name, id) AS label, id AS detail
      FROM projects
      WHERE organization_id = ${actor.organization.id}::uuid AND deleted_at IS NULL
        AND lower(coalesce(name, '') || ' ' || id) LIKE ${pattern}
      ORDER BY archived_at IS NOT NULL, lower(coalesce(name, '')), id LIMIT ${perKind}`,
  );
}

function keys(actor: Actor, pattern: Prisma.Sql): Promise<Hit[]> {
  return scopedSql<Hit>(
    actor,
    Prisma.sql`SELECT 'key' AS kind, id, coalesce(nullif(name, ''), redacted_value) AS label, redacted_value AS detail
      FROM api_keys
      WHERE organization_id = ${actor.organization.id}::uuid AND deleted_at IS NULL
        AND lower(coalesce(name, '') || ' ' || redacted_value || ' ' || coalesce(owner_name, '') || ' ' || id)
          LIKE ${pattern}
      ORDER BY last_used_at DESC NULLS LAST, id LIMIT ${perKind}`,
  );
}

/** A few members, projects and keys whose name, email or id contains the text; of each only what the actor may see. */
export async function findAnything(actor: Actor, text: string): Promise<Hit[]> {
  const wanted = text.trim().slice(0, 100);
  const pattern = wanted.length < shortest ? null : containing(wanted);
  if (!pattern) return [];
  const found = await Promise.all([
    can(actor, "members.read") ? members(actor, pattern) : [],
    can(actor, "projects.read") ? projects(actor, pattern) : [],
    can(actor, "keys.read") ? keys(actor, pattern) : [],
  ]);
  return found.flat();
}
