import type { Actor } from "#lib/auth/actor.ts";
import type { Retained } from "#lib/retention/choices.ts";
import { scoped } from "#lib/scoped.ts";

/**
 * The first day, "YYYY-MM-DD", whose facts are kept: what a page shows of the days before is not zero but let go
 * of. Null where nothing was. Whoever may see the page may know.
 */
export async function keptSince(actor: Actor, facts: Retained): Promise<string | null> {
  const row = await scoped(actor).retention.findFirst({ where: { facts }, select: { keptSince: true } });
  return row?.keptSince?.toISOString().slice(0, 10) ?? null;
}
