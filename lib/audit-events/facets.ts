import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scoped, scopedSql } from "#lib/scoped.ts";

export type Facets = {
  types: string[];
  emails: string[];
  projects: { id: string; name: string }[];
};

const keptForMs = 60_000;
const most = { type: 500, actor_email: 300, project_id: 500 };
const kept = new Map<string, { until: number; facets: Promise<Facets> }>();

/** The values of one column, by one index look-up each: the log is not read, however long it is. */
async function distinct(actor: Actor, name: keyof typeof most): Promise<string[]> {
  const column = Prisma.raw(name);
  const next = (after: Prisma.Sql) => Prisma.sql`
    SELECT ${column} AS value FROM facts.audit_events
    WHERE organization_id = ${actor.organization.id}::uuid AND ${column} > ${after} ORDER BY ${column} LIMIT 1`;
  const rows = await scopedSql<{ value: string }>(
    actor,
    Prisma.sql`
      WITH RECURSIVE found AS (
        (${next(Prisma.sql`''`)})
        UNION ALL
        SELECT (${next(Prisma.sql`found.value`)}) FROM found WHERE found.value IS NOT NULL
      )
      SELECT value FROM found WHERE value IS NOT NULL LIMIT ${most[name]}`,
  );
  return rows.map(({ value }) => value);
}

async function readFacets(actor: Actor): Promise<Facets> {
  const [types, emails, ids] = await Promise.all([
    distinct(actor, "type"),
    distinct(actor, "actor_email"),
    distinct(actor, "project_id"),
  ]);
  const known = await scoped(actor).project.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return { types, emails, projects: ids.map((id) => ({ id, name: names.get(id) ?? id })) };
}

/** What there is to filter by: types, people and projects that appear in the log. Up to a minute old. */
export async function listFacets(actor: Actor): Promise<Facets> {
  authorize(actor, "audit.read");
  const { id } = actor.organization;
  const held = kept.get(id);
  if (held && held.until > Date.now()) return held.facets;

  const facets = readFacets(actor);
  kept.set(id, { until: Date.now() + keptForMs, facets });
  facets.catch(() => kept.delete(id));
  return facets;
}
