import type {
  AdminAPIKey,
  AdminAPIKeyCreateResponse,
  AdminAPIKeyDeleteResponse,
} from "openai/resources/admin/organization/admin-api-keys";
import { z } from "zod";
import { expiresInSeconds } from "#twin/api-keys/create.ts";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { one } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { notFound } from "#twin/errors.ts";
import { recordTenant } from "#twin/events/record.ts";
import { hashSecret, newId, newSecret } from "#twin/ids.ts";
import { idList, listRows, pageRequest } from "#twin/lists.ts";
import type { IdList } from "#twin/lists.ts";
import { directoryLimits } from "#twin/queries.ts";

export const adminKeyRoutes: Routes = {
  "GET /organization/admin_api_keys": listAdminKeys,
  "POST /organization/admin_api_keys": createAdminKey,
  "GET /organization/admin_api_keys/:key_id": retrieveAdminKey,
  "DELETE /organization/admin_api_keys/:key_id": deleteAdminKey,
};

type AdminKeyRow = {
  id: string;
  name: string;
  redacted_value: string;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
  owner_id: string;
  owner_name: string | null;
  owner_added_at: number | null;
  owner_role: string | null;
};

const from = "twin.admin_keys k LEFT JOIN twin.users u ON u.id = k.owner_id";
const columns = `k.id, k.name, k.redacted_value, k.created_at, k.expires_at, k.last_used_at, k.owner_id,
  u.name AS owner_name, u.added_at AS owner_added_at, u.role AS owner_role`;

async function listAdminKeys(call: Call): Promise<IdList<AdminAPIKey>> {
  const { rows, hasMore } = await listRows<AdminKeyRow>(
    call.pool,
    { columns, from, live: "k.deleted_at IS NULL", values: [], seq: "k.seq", id: "k.id" },
    pageRequest(call.query, directoryLimits, "asc"),
  );
  return idList(rows.map(adminKeyBody), hasMore);
}

async function retrieveAdminKey(call: Call): Promise<AdminAPIKey> {
  return adminKeyBody(await requireAdminKey(call.pool, call.param("key_id")));
}

const CreateAdminKey = z.strictObject({
  name: z.string().min(1),
  expires_in_seconds: expiresInSeconds.optional(),
});

/** The new key belongs to the owner of the key that asks; its `value` is in this answer and nowhere else. */
async function createAdminKey(call: Call): Promise<AdminAPIKeyCreateResponse> {
  const body = await call.read(CreateAdminKey);
  return change(call, async (tx) => {
    const id = newId("key_");
    const secret = newSecret("sk-admin-");
    const expiresAt = body.expires_in_seconds === undefined ? null : call.now + body.expires_in_seconds;
    await tx.query(
      `INSERT INTO twin.admin_keys (id, name, value_hash, redacted_value, owner_id, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, body.name, hashSecret(secret.value), secret.redacted, call.key.ownerId, call.now, expiresAt],
    );
    await recordTenant(tx, call, "tenant.admin_api_key.created", { id, name: body.name });
    return { ...adminKeyBody(await requireAdminKey(tx, id)), value: secret.value };
  });
}

/** Takes effect with the next request, also for the key that asks. */
async function deleteAdminKey(call: Call): Promise<AdminAPIKeyDeleteResponse> {
  return change(call, async (tx) => {
    const { id, name } = await requireAdminKey(tx, call.param("key_id"), { lock: true });
    await tx.query("UPDATE twin.admin_keys SET deleted_at = $2 WHERE id = $1", [id, call.now]);
    await recordTenant(tx, call, "tenant.admin_api_key.deleted", { id, name });
    return { object: "organization.admin_api_key.deleted", id, deleted: true };
  });
}

async function requireAdminKey(on: Queryable, id: string, { lock = false } = {}): Promise<AdminKeyRow> {
  const key = await one<AdminKeyRow>(
    on,
    `SELECT ${columns} FROM ${from} WHERE k.id = $1 AND k.deleted_at IS NULL ${lock ? "FOR UPDATE OF k" : ""}`,
    [id],
  );
  if (!key) throw notFound("admin API key", id);
  return key;
}

function adminKeyBody(row: AdminKeyRow): AdminAPIKey {
  return {
    object: "organization.admin_api_key",
    id: row.id,
    name: row.name,
    redacted_value: row.redacted_value,
    created_at: row.created_at,
    expires_at: row.expires_at,
    last_used_at: row.last_used_at,
    owner: {
      type: "user",
      object: "organization.user",
      id: row.owner_id,
      ...(row.owner_name === null ? {} : { name: row.owner_name }),
      ...(row.owner_added_at === null ? {} : { created_at: row.owner_added_at }),
      ...(row.owner_role === null ? {} : { role: row.owner_role }),
    },
  };
}
