import { distinctValues } from "#lib/audit-events/distinct-values.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { remember } from "#lib/remembered/remember.ts";

const most = 500;

/** The types of event that the log holds; what retention took away is gone a minute later. Throws DomainError "forbidden". */
export async function listEventTypes(actor: Actor): Promise<readonly string[]> {
  authorize(actor, "audit.read");
  return remember(actor, {
    name: "listEventTypes",
    asked: null,
    of: ["audit_log"],
    read: () => distinctValues(actor, "type", most),
  });
}
