import { distinctValues } from "#lib/audit-events/distinct-values.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { scoped } from "#lib/scoped.ts";

export type Facets = {
  types: string[];
  emails: string[];
  projects: { id: string; name: string }[];
};

const keptForMs = 60_000;
const most = { type: 500, actor_email: 300, project_id: 500 };
const kept = new Map<string, { until: number; facets: Promise<Facets> }>();

async function readFacets(actor: Actor): Promise<Facets> {
  const [types, emails, ids] = await Promise.all([
    distinctValues(actor, "type", most.type),
    distinctValues(actor, "actor_email", most.actor_email),
    distinctValues(actor, "project_id", most.project_id),
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
