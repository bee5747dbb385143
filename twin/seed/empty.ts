import type { Transaction } from "#twin/database.ts";
import { newId } from "#twin/ids.ts";
import { addPredefinedOrganizationRoles, addPredefinedProjectRoles } from "#twin/roles/seed-predefined.ts";

/** An organization with an owner and a default project, and nothing else. */
export async function seedEmpty(tx: Transaction, now: number): Promise<void> {
  const organization = { id: newId("org-") };
  const projectId = newId("proj_");
  await tx.query(
    `INSERT INTO twin.organization (id, name, default_project_id, seed, anchor_at, usage_until_at, events_until_at, created_at)
     VALUES ($1, 'Empty organization', $2, 'none', $3, $3, $3, $3)`,
    [organization.id, projectId, now],
  );
  await tx.query("INSERT INTO twin.projects (id, name, created_at) VALUES ($1, 'Default project', $2)", [
    projectId,
    now,
  ]);
  await tx.query(
    "INSERT INTO twin.users (id, email, name, role, added_at) VALUES ($1, 'owner@example.com', 'Owner', 'owner', $2)",
    [newId("user-"), now],
  );
  await addPredefinedOrganizationRoles(tx, organization, now);
  await addPredefinedProjectRoles(tx, [projectId], now);
}
