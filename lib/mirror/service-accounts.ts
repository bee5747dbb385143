import type { ProjectServiceAccount } from "openai/resources/admin/organization/projects/service-accounts/service-accounts";
import type { MirrorTable, Writes } from "#lib/mirror/rows.ts";
import { upsertRows } from "#lib/mirror/rows.ts";

export const serviceAccountTable: MirrorTable = {
  name: "service_accounts",
  key: ["project_id", "id"],
  columns: { project_id: "text", id: "text", name: "text", role: "text", created_at: "epoch" },
};

/** Brings service accounts of one project into the mirror; at is when the request was sent. */
export async function mirrorServiceAccounts(
  tx: Writes,
  organizationId: string,
  projectId: string,
  accounts: readonly ProjectServiceAccount[],
  at: Date,
): Promise<number> {
  const rows = accounts.map((account) => ({
    values: {
      project_id: projectId,
      id: account.id,
      name: account.name ?? null,
      role: account.role ?? null,
      created_at: account.created_at ?? null,
    },
    raw: account,
  }));
  return upsertRows(tx, serviceAccountTable, organizationId, rows, at);
}
