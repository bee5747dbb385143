import type { ProjectAPIKey } from "openai/resources/admin/organization/projects/api-keys";
import type { MirrorRow, MirrorTable, Writes } from "#lib/mirror/rows.ts";
import { upsertRows } from "#lib/mirror/rows.ts";

export const apiKeyTable: MirrorTable = {
  name: "api_keys",
  key: ["project_id", "id"],
  columns: {
    project_id: "text",
    id: "text",
    name: "text",
    redacted_value: "text",
    created_at: "epoch",
    last_used_at: "epoch",
    expires_at: "epoch",
    owner_kind: "text",
    owner_id: "text",
    owner_name: "text",
    owner_project_access: "text",
  },
};

function rowOf(projectId: string, key: ProjectAPIKey): MirrorRow {
  const owner = key.owner?.user ?? key.owner?.service_account;
  return {
    values: {
      project_id: projectId,
      id: key.id,
      name: key.name ?? null,
      redacted_value: key.redacted_value ?? "",
      created_at: key.created_at ?? null,
      last_used_at: key.last_used_at ?? null,
      expires_at: key.expires_at ?? null,
      owner_kind: key.owner?.type ?? null,
      owner_id: owner?.id ?? null,
      owner_name: owner?.name ?? null,
      owner_project_access: key.owner_project_access ?? null,
    },
    raw: key,
  };
}

/** Brings API keys of one project into the mirror; at is when the request was sent. */
export async function mirrorApiKeys(
  tx: Writes,
  organizationId: string,
  projectId: string,
  keys: readonly ProjectAPIKey[],
  at: Date,
): Promise<number> {
  return upsertRows(
    tx,
    apiKeyTable,
    organizationId,
    keys.map((key) => rowOf(projectId, key)),
    at,
  );
}
