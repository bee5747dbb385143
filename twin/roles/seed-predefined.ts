import type { Organization } from "#twin/call.ts";
import type { Transaction } from "#twin/database.ts";
import { organizationRoleId, organizationRoles, projectRoles } from "#twin/roles/predefined.ts";

const permissions = {
  organization: {
    owner: ["api.all.read", "api.all.write"],
    reader: ["api.organization.read", "api.organization.projects.read"],
  },
  project: {
    owner: ["api.all.read", "api.all.write", "api.project.write"],
    member: ["api.all.read", "model.request", "api.responses.write", "api.files.write"],
    viewer: ["api.all.read"],
  },
};

const displayName = (role: string) => role.charAt(0).toUpperCase() + role.slice(1);

export async function addPredefinedOrganizationRoles(
  tx: Transaction,
  organization: Pick<Organization, "id">,
  createdAt: number,
): Promise<void> {
  for (const role of organizationRoles) {
    await tx.query(
      `INSERT INTO twin.roles (id, name, description, permissions, predefined, created_at, updated_at)
       VALUES ($1, $2, $3, $4, true, $5, $5)`,
      [
        organizationRoleId(organization, role),
        displayName(role),
        `Predefined organization role ${role}`,
        permissions.organization[role],
        createdAt,
      ],
    );
  }
}

export async function addPredefinedProjectRoles(
  tx: Transaction,
  projectIds: string[],
  createdAt: number,
): Promise<void> {
  for (const role of projectRoles) {
    await tx.query(
      `INSERT INTO twin.roles (id, project_id, name, description, permissions, predefined, created_at, updated_at)
       SELECT 'role-api-project-' || $2::text || '__api-project__' || project_id, project_id, $3, $4, $5, true, $6, $6
       FROM unnest($1::text[]) project_id`,
      [
        projectIds,
        role,
        displayName(role),
        `Predefined project role ${role}`,
        permissions.project[role],
        createdAt,
      ],
    );
  }
}
