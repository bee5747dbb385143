import type { DestinationKey } from "#components/shell/destinations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { can } from "#lib/auth/permissions.ts";

const needed: Record<DestinationKey, Permission> = {
  overview: "organizations.read",
  usage: "usage.read",
  costs: "costs.read",
  members: "members.read",
  projects: "projects.read",
  keys: "keys.read",
  audit: "audit.read",
  exports: "exports.read",
  settings: "organizations.read",
};

export function navigationOf(actor: Actor): DestinationKey[] {
  return (Object.keys(needed) as DestinationKey[]).filter((key) => can(actor, needed[key]));
}
