import type { APIKeyCreateResponse } from "openai/resources/admin/organization/projects/service-accounts/api-keys";
import { z } from "zod";
import type { Call } from "#twin/call.ts";
import type { Transaction } from "#twin/database.ts";
import { record } from "#twin/events/record.ts";
import { newId, newSecret } from "#twin/ids.ts";

export const expiresInSeconds = z.int().min(1).max(31_536_000);

type NewKey = {
  projectId: string;
  serviceAccountId: string;
  name: string;
  scopes: string[];
  expiresInSeconds: number | null;
};

/** Makes a service account's key; its `value` is in this answer and nowhere else. */
export async function createServiceAccountKey(
  tx: Transaction,
  call: Call,
  key: NewKey,
): Promise<APIKeyCreateResponse> {
  const id = newId("key_");
  const secret = newSecret("sk-svcacct-");
  const expiresAt = key.expiresInSeconds === null ? null : call.now + key.expiresInSeconds;
  await tx.query(
    `INSERT INTO twin.api_keys (id, project_id, name, redacted_value, owner_service_account_id, scopes, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, key.projectId, key.name, secret.redacted, key.serviceAccountId, key.scopes, call.now, expiresAt],
  );
  await record(tx, call, "api_key.created", { id, data: { scopes: key.scopes } }, [key.projectId]);
  return {
    object: "organization.project.service_account.api_key",
    id,
    name: key.name,
    value: secret.value,
    created_at: call.now,
    expires_at: expiresAt,
  };
}
