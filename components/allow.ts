import { forbidden } from "next/navigation";
import type { Actor } from "#lib/auth/actor.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { can } from "#lib/auth/permissions.ts";

/** Shows the 403 page to whoever may not see this one; the first line of a page after requireActor. */
export function allow(actor: Actor, permission: Permission): void {
  if (!can(actor, permission)) forbidden();
}
