import type { Organization } from "#twin/call.ts";
import { badRequest, notFound } from "#twin/errors.ts";

export const organizationRoles = ["owner", "reader"] as const;
export const projectRoles = ["owner", "member", "viewer"] as const;

export type OrganizationRole = (typeof organizationRoles)[number];
export type ProjectRole = (typeof projectRoles)[number];

/** The id formats are those that Terraform users report; nothing promises them. */
export function organizationRoleId(organization: Pick<Organization, "id">, role: string): string {
  return `role-api-organization-${role}__api-organization__${organization.id}`;
}

export function projectRoleId(projectId: string, role: string): string {
  return `role-api-project-${role}__api-project__${projectId}`;
}

export function isPredefined(roleId: string): boolean {
  return roleId.startsWith("role-api-");
}

/** `owner` or `reader` for a predefined role's id; 404 for an unknown one, 400 for a custom role. */
export function organizationRoleOf(organization: Organization, roleId: string): OrganizationRole {
  const role = organizationRoles.find((name) => organizationRoleId(organization, name) === roleId);
  if (role) return role;
  if (isPredefined(roleId)) throw notFound("role", roleId);
  throw badRequest(
    "Only a predefined role can be set here; assign custom roles instead.",
    "role_id",
    "invalid_value",
  );
}

/** `owner`, `member` or `viewer` for a predefined role of this project, by its long or its short id. */
export function projectRoleOf(projectId: string, roleId: string): ProjectRole | undefined {
  return projectRoles.find(
    (name) => roleId === projectRoleId(projectId, name) || roleId === `role-api-project-${name}`,
  );
}
