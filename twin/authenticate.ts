import type pg from "pg";
import type { AdminKey } from "#twin/call.ts";
import { manyAgain } from "#twin/database.ts";
import { ApiError } from "#twin/errors.ts";
import { hashSecret, redact } from "#twin/ids.ts";

const lastUsedGranularitySeconds = 60;

type KeyRow = { id: string; owner_id: string; email: string | null; last_used_at: number | null };

/** Finds the live admin key of a Bearer header; 401 in the API's words otherwise. */
export async function authenticate(pool: pg.Pool, header: string | undefined): Promise<AdminKey> {
  const value = /^Bearer (.+)$/i.exec(header ?? "")?.[1];
  if (value === undefined) {
    throw new ApiError(
      401,
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key from https://platform.openai.com/account/api-keys.",
    );
  }
  const now = Math.floor(Date.now() / 1000);
  const [key] = await manyAgain<KeyRow>(
    pool,
    `SELECT k.id, k.owner_id, u.email, k.last_used_at FROM twin.admin_keys k LEFT JOIN twin.users u ON u.id = k.owner_id
     WHERE k.value_hash = $1 AND k.deleted_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)`,
    [hashSecret(value), now],
  );
  if (!key) {
    throw new ApiError(
      401,
      `Incorrect API key provided: ${redact(value)}. You can find your API key at https://platform.openai.com/account/api-keys.`,
      { code: "invalid_api_key" },
    );
  }
  if ((key.last_used_at ?? 0) < now - lastUsedGranularitySeconds) {
    await pool.query("UPDATE twin.admin_keys SET last_used_at = $2 WHERE id = $1", [key.id, now]);
  }
  return { id: key.id, ownerId: key.owner_id, ownerEmail: key.email };
}
