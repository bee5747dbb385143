import type { SignedIn } from "#lib/auth/actor.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";

/** Throws DomainError "forbidden" unless the person's role over the whole console allows it. */
export function authorizeConsole(person: SignedIn, permission: Permission): void {
  if (!person.consoleRole) throw new DomainError("forbidden", "forbidden", { permission });
  authorize({ role: person.consoleRole }, permission);
}
