import type {
  APIKeyDeleteResponse,
  ProjectAPIKey,
} from "openai/resources/admin/organization/projects/api-keys";
import { z } from "zod";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { one } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { badRequest, missing, notFound } from "#twin/errors.ts";
import { record } from "#twin/events/record.ts";
import { idList, listRows, pageRequest } from "#twin/lists.ts";
import type { IdList } from "#twin/lists.ts";
import { requireProject } from "#twin/projects/find.ts";
import { choice } from "#twin/queries.ts";
import { expiresInSeconds } from "#twin/api-keys/create.ts";
import { apiKeyBody, apiKeyColumns, apiKeyFrom, hasAccess } from "#twin/api-keys/find.ts";
import type { ApiKeyRow } from "#twin/api-keys/find.ts";

export const apiKeyRoutes: Routes = {
  "GET /organization/projects/:project_id/api_keys": listApiKeys,
  "GET /organization/projects/:project_id/api_keys/:api_key_id": retrieveApiKey,
  "POST /organization/projects/:project_id/api_keys/:api_key_id": updateApiKey,
  "DELETE /organization/projects/:project_id/api_keys/:api_key_id": deleteApiKey,
};

/** Without `owner_project_access` only keys whose owner still has access are shown; `any` shows all. */
async function listApiKeys(call: Call): Promise<IdList<ProjectAPIKey>> {
  const project = await requireProject(call.pool, call.param("project_id"));
  const access = choice(call.query, "owner_project_access", ["active", "inactive", "any"], "active");
  const visible = { active: hasAccess, inactive: `NOT ${hasAccess}`, any: "true" }[access];
  const { rows, hasMore } = await listRows<ApiKeyRow>(
    call.pool,
    {
      columns: apiKeyColumns,
      from: apiKeyFrom,
      scope: "k.project_id = $1",
      live: `k.deleted_at IS NULL AND ${visible}`,
      values: [project.id],
      seq: "k.seq",
      id: "k.id",
    },
    pageRequest(call.query),
  );
  return idList(rows.map(apiKeyBody), hasMore);
}

async function retrieveApiKey(call: Call): Promise<ProjectAPIKey> {
  return apiKeyBody(await requireApiKey(call.pool, call.param("project_id"), call.param("api_key_id")));
}

const UpdateApiKey = z.strictObject({
  expires_in_seconds: expiresInSeconds.optional(),
  scopes: z.array(z.string()).optional(),
});

async function updateApiKey(call: Call): Promise<ProjectAPIKey> {
  const body = await call.read(UpdateApiKey);
  if (body.scopes === undefined && body.expires_in_seconds === undefined) throw missing("scopes");
  return change(call, async (tx) => {
    const key = await requireApiKey(tx, call.param("project_id"), call.param("api_key_id"), { lock: true });
    if (key.expires_at !== null && key.expires_at <= call.now) {
      throw badRequest(
        `API key ${key.id} has expired and can no longer be updated.`,
        null,
        "api_key_expired",
      );
    }
    await tx.query(
      "UPDATE twin.api_keys SET scopes = coalesce($2, scopes), expires_at = coalesce($3, expires_at) WHERE id = $1",
      [
        key.id,
        body.scopes ?? null,
        body.expires_in_seconds === undefined ? null : call.now + body.expires_in_seconds,
      ],
    );
    const changes = {
      ...(body.scopes ? { scopes: body.scopes } : {}),
      ...(body.expires_in_seconds ? { expires_in_seconds: body.expires_in_seconds } : {}),
    };
    await record(tx, call, "api_key.updated", { id: key.id, changes_requested: changes });
    return apiKeyBody(await requireApiKey(tx, call.param("project_id"), key.id));
  });
}

async function deleteApiKey(call: Call): Promise<APIKeyDeleteResponse> {
  return change(call, async (tx) => {
    const key = await requireApiKey(tx, call.param("project_id"), call.param("api_key_id"), { lock: true });
    await tx.query("UPDATE twin.api_keys SET deleted_at = $2 WHERE id = $1", [key.id, call.now]);
    await record(tx, call, "api_key.deleted", { id: key.id });
    return { object: "organization.project.api_key.deleted", id: key.id, deleted: true };
  });
}

async function requireApiKey(
  on: Queryable,
  projectId: string,
  id: string,
  { lock = false } = {},
): Promise<ApiKeyRow> {
  const project = await requireProject(on, projectId);
  const key = await one<ApiKeyRow>(
    on,
    `SELECT ${apiKeyColumns} FROM ${apiKeyFrom}
     WHERE k.project_id = $1 AND k.id = $2 AND k.deleted_at IS NULL ${lock ? "FOR UPDATE OF k" : ""}`,
    [project.id, id],
  );
  if (!key) throw notFound("API key", id);
  return key;
}
