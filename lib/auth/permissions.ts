import type { Role } from "#lib/generated/prisma/enums.ts";
import { DomainError } from "#lib/errors.ts";

const everyone = ["owner", "admin", "finance", "auditor", "viewer"] as const satisfies Role[];

/**
 * The only place that says who may do what. messages/<locale>/permissions.json words each one so that it
 * finishes the sentence "may …". Those under organizations.connect need a grant for the whole console.
 */
export const permissions = {
  "organizations.read": everyone,
  "organizations.connect": ["owner"],
  "organizations.update": ["owner", "admin"],
  "organizations.disconnect": ["owner"],
  "grants.read": ["owner", "admin", "auditor"],
  "grants.create": ["owner"],
  "grants.updateRole": ["owner"],
  "grants.remove": ["owner"],
  "streams.read": everyone,
  "streams.sync": ["owner", "admin", "auditor", "finance"],
  "streams.pause": ["owner", "admin"],
  "streams.resume": ["owner", "admin"],
  "members.read": ["owner", "admin", "auditor", "viewer", "finance"],
  "members.invite": ["owner", "admin"],
  "members.updateRole": ["owner", "admin"],
  "members.remove": ["owner", "admin"],
  "projects.read": everyone,
  "projects.create": ["owner", "admin"],
  "projects.rename": ["owner", "admin"],
  "projects.archive": ["owner", "admin"],
  "projects.addMember": ["owner", "admin"],
  "projects.removeMember": ["owner", "admin"],
  "keys.read": ["owner", "admin", "auditor"],
  "usage.read": everyone,
  "costs.read": ["owner", "admin", "finance", "auditor"],
  "audit.read": ["owner", "admin", "auditor"],
  "audit.export": ["owner", "auditor"],
  "exports.read": everyone,
  "exports.create": everyone,
  "exports.download": everyone,
  "exports.manage": ["owner", "admin"],
  "views.read": everyone,
  "views.save": everyone,
  "views.share": ["owner", "admin", "finance", "auditor"],
  "views.manage": ["owner", "admin"],
  "trail.read": ["owner", "admin", "auditor"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Whether someone with this role may do this. Fails closed on a role it does not know. */
export function can(actor: { role: Role }, permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return allowed.includes(actor.role);
}

/** Throws DomainError "forbidden" unless the actor may; the first line of every domain verb. */
export function authorize(actor: { role: Role }, permission: Permission): void {
  if (can(actor, permission)) return;
  throw new DomainError("forbidden", "forbidden", { permission });
}
