import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Retained, RetentionChoice } from "#lib/retention/choices.ts";
import { retained, retentionChoices } from "#lib/retention/choices.ts";
import { scoped } from "#lib/scoped.ts";

export type Retention = {
  facts: Retained;
  keep: RetentionChoice;
  /** The first day that is kept, "YYYY-MM-DD"; null where nothing was let go of. */
  keptSince: string | null;
};

/** How long each kind of facts is kept. Throws DomainError "forbidden". */
export async function listRetention(actor: Actor): Promise<Retention[]> {
  authorize(actor, "organizations.read");
  const rows = await scoped(actor).retention.findMany({});
  return retained.map((facts) => {
    const row = rows.find((each) => each.facts === facts);
    const keep = retentionChoices.find((choice) => choice === String(row?.keepMonths)) ?? "all";
    return { facts, keep, keptSince: row?.keptSince?.toISOString().slice(0, 10) ?? null };
  });
}
