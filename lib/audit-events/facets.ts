import { distinctValues } from "#lib/audit-events/distinct-values.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scoped } from "#lib/scoped.ts";

export type Facets = {
  types: string[];
  emails: string[];
  projects: { id: string; name: string }[];
};

const most = { type: 500, actor_email: 300, project_id: 500 };

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

/** What there is to filter by: types, people and projects that appear in the log; what retention took away for a minute more. */
export async function listFacets(actor: Actor): Promise<Facets> {
  authorize(actor, "audit.read");
  return remember(actor, {
    name: "listFacets",
    asked: null,
    of: ["audit_log", "projects"],
    read: () => readFacets(actor),
  });
}
