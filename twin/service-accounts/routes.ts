import type { APIKeyCreateResponse } from "openai/resources/admin/organization/projects/service-accounts/api-keys";
import type {
  ProjectServiceAccount,
  ServiceAccountCreateResponse,
  ServiceAccountDeleteResponse,
} from "openai/resources/admin/organization/projects/service-accounts/service-accounts";
import { z } from "zod";
import { createServiceAccountKey, expiresInSeconds } from "#twin/api-keys/create.ts";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { one } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { badRequest, notFound } from "#twin/errors.ts";
import { record } from "#twin/events/record.ts";
import { newId } from "#twin/ids.ts";
import { idList, listRows, pageRequest } from "#twin/lists.ts";
import type { IdList } from "#twin/lists.ts";
import { requireActiveProject } from "#twin/projects/find.ts";

const at = "/organization/projects/:project_id/service_accounts";

export const serviceAccountRoutes: Routes = {
  [`GET ${at}`]: listServiceAccounts,
  [`POST ${at}`]: createServiceAccount,
  [`GET ${at}/:service_account_id`]: retrieveServiceAccount,
  [`POST ${at}/:service_account_id`]: updateServiceAccount,
  [`DELETE ${at}/:service_account_id`]: deleteServiceAccount,
  [`POST ${at}/:service_account_id/api_keys`]: createKey,
};

type ServiceAccountRow = {
  id: string;
  name: string;
  role: ProjectServiceAccount["role"];
  created_at: number;
};

const columns = "s.id, s.name, s.role, s.created_at";

async function listServiceAccounts(call: Call): Promise<IdList<ProjectServiceAccount>> {
  const project = await requireActiveProject(call.pool, call.param("project_id"));
  const { rows, hasMore } = await listRows<ServiceAccountRow>(
    call.pool,
    {
      columns,
      from: "twin.service_accounts s",
      scope: "s.project_id = $1",
      live: "s.deleted_at IS NULL",
      values: [project.id],
      seq: "s.seq",
      id: "s.id",
    },
    pageRequest(call.query),
  );
  return idList(rows.map(serviceAccountBody), hasMore);
}

async function retrieveServiceAccount(call: Call): Promise<ProjectServiceAccount> {
  return serviceAccountBody(await requireServiceAccount(call.pool, call));
}

const CreateServiceAccount = z.strictObject({
  name: z.string().min(1),
  create_service_account_only: z.boolean().nullish(),
  expires_in_seconds: expiresInSeconds.nullish(),
});

/** Makes a key along with the account unless told not to; an account without a key has the role `none`. */
async function createServiceAccount(call: Call): Promise<ServiceAccountCreateResponse> {
  const body = await call.read(CreateServiceAccount);
  const isAlone = body.create_service_account_only ?? false;
  if (isAlone && body.expires_in_seconds) {
    throw badRequest(
      "'expires_in_seconds' cannot be set when 'create_service_account_only' is true.",
      "expires_in_seconds",
      "invalid_value",
    );
  }
  return change(call, async (tx) => {
    const project = await requireActiveProject(tx, call.param("project_id"), { lock: true });
    if (project.id === call.organization.defaultProjectId) {
      throw badRequest("Service accounts cannot be added to the default project.");
    }
    const id = newId("svc_acct_");
    const role = isAlone ? "none" : "member";
    await tx.query(
      "INSERT INTO twin.service_accounts (id, project_id, name, role, created_at) VALUES ($1, $2, $3, $4, $5)",
      [id, project.id, body.name, role, call.now],
    );
    await record(tx, call, "service_account.created", { id, data: { role } }, [project.id]);
    const key = { projectId: project.id, serviceAccountId: id, name: "Secret Key", scopes: [] };
    const api_key = isAlone
      ? null
      : await createServiceAccountKey(tx, call, {
          ...key,
          expiresInSeconds: body.expires_in_seconds ?? null,
        });
    return {
      object: "organization.project.service_account",
      id,
      name: body.name,
      role,
      created_at: call.now,
      api_key,
    };
  });
}

const UpdateServiceAccount = z.strictObject({
  name: z.string().min(1).optional(),
  role: z.enum(["owner", "member"]).optional(),
});

async function updateServiceAccount(call: Call): Promise<ProjectServiceAccount> {
  const body = await call.read(UpdateServiceAccount);
  return change(call, async (tx) => {
    const { id } = await requireServiceAccount(tx, call, { lock: true });
    await tx.query(
      "UPDATE twin.service_accounts SET name = coalesce($2, name), role = coalesce($3, role) WHERE id = $1",
      [id, body.name ?? null, body.role ?? null],
    );
    await record(tx, call, "service_account.updated", {
      id,
      changes_requested: body.role ? { role: body.role } : {},
    });
    return serviceAccountBody(await requireServiceAccount(tx, call));
  });
}

/** Its keys go with it. */
async function deleteServiceAccount(call: Call): Promise<ServiceAccountDeleteResponse> {
  return change(call, async (tx) => {
    const { id } = await requireServiceAccount(tx, call, { lock: true });
    await tx.query("UPDATE twin.service_accounts SET deleted_at = $2 WHERE id = $1", [id, call.now]);
    await tx.query(
      "UPDATE twin.api_keys SET deleted_at = $2 WHERE owner_service_account_id = $1 AND deleted_at IS NULL",
      [id, call.now],
    );
    await tx.query("UPDATE twin.group_users SET deleted_at = $2 WHERE user_id = $1 AND deleted_at IS NULL", [
      id,
      call.now,
    ]);
    await record(tx, call, "service_account.deleted", { id });
    return { object: "organization.project.service_account.deleted", id, deleted: true };
  });
}

const CreateKey = z.strictObject({
  name: z.string().min(1).optional(),
  scopes: z.array(z.string()).optional(),
  expires_in_seconds: expiresInSeconds.nullish(),
});

async function createKey(call: Call): Promise<APIKeyCreateResponse> {
  const body = await call.read(CreateKey);
  return change(call, async (tx) => {
    const account = await requireServiceAccount(tx, call, { lock: true });
    if (account.role === "none") {
      await tx.query("UPDATE twin.service_accounts SET role = 'member' WHERE id = $1", [account.id]);
    }
    return createServiceAccountKey(tx, call, {
      projectId: call.param("project_id"),
      serviceAccountId: account.id,
      name: body.name ?? "Secret Key",
      scopes: body.scopes ?? [],
      expiresInSeconds: body.expires_in_seconds ?? null,
    });
  });
}

async function requireServiceAccount(
  on: Queryable,
  call: Call,
  { lock = false } = {},
): Promise<ServiceAccountRow> {
  const project = await requireActiveProject(on, call.param("project_id"));
  const id = call.param("service_account_id");
  const account = await one<ServiceAccountRow>(
    on,
    `SELECT ${columns} FROM twin.service_accounts s
     WHERE s.project_id = $1 AND s.id = $2 AND s.deleted_at IS NULL ${lock ? "FOR UPDATE" : ""}`,
    [project.id, id],
  );
  if (!account) throw notFound("service account", id);
  return account;
}

function serviceAccountBody({ id, name, role, created_at }: ServiceAccountRow): ProjectServiceAccount {
  return { object: "organization.project.service_account", id, name, role, created_at };
}
