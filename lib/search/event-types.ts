import { distinctValues } from "#lib/audit-events/distinct-values.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";

const keptForMs = 60_000;
const most = 500;
const kept = new Map<string, { until: number; types: Promise<string[]> }>();

/** The types of event that the log holds; up to a minute old. Throws DomainError "forbidden". */
export async function listEventTypes(actor: Actor): Promise<string[]> {
  authorize(actor, "audit.read");
  const { id } = actor.organization;
  const held = kept.get(id);
  if (held && held.until > Date.now()) return held.types;
  const types = distinctValues(actor, "type", most);
  kept.set(id, { until: Date.now() + keptForMs, types });
  types.catch(() => kept.delete(id));
  return types;
}
