import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Retained } from "#lib/retention/choices.ts";
import { keptSince } from "#lib/retention/kept-since.ts";

/**
 * The first day that is kept, "YYYY-MM-DD", where one of the ranges shown begins before it or nothing limits its
 * start (undefined); null where all that is shown is kept.
 */
export async function beginsBeforeKept(
  actor: Actor,
  facts: Retained,
  from: (string | undefined)[],
): Promise<string | null> {
  authorize(actor, "organizations.read");
  const since = await keptSince(actor, facts);
  if (since === null) return null;
  return from.some((day) => day === undefined || day < since) ? since : null;
}
