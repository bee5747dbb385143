import type { OrganizationUser, UserDeleteResponse } from "openai/resources/admin/organization/users/users";
import { z } from "zod";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { record } from "#twin/events/record.ts";
import { idList, listRows, pageRequest } from "#twin/lists.ts";
import type { IdList } from "#twin/lists.ts";
import { strings } from "#twin/queries.ts";
import { organizationRoleOf } from "#twin/roles/predefined.ts";
import { requireUser, userBody, userColumns } from "#twin/users/find.ts";
import type { UserRow } from "#twin/users/find.ts";
import { requireAnotherOwner } from "#twin/users/require-another-owner.ts";

export const userRoutes: Routes = {
  "GET /organization/users": listUsers,
  "GET /organization/users/:user_id": retrieveUser,
  "POST /organization/users/:user_id": updateUser,
  "DELETE /organization/users/:user_id": deleteUser,
};

async function listUsers(call: Call): Promise<IdList<OrganizationUser>> {
  const emails = strings(call.query, "emails").map((email) => email.toLowerCase());
  const { rows, hasMore } = await listRows<UserRow>(
    call.pool,
    {
      columns: userColumns,
      from: "twin.users u",
      live: `u.deleted_at IS NULL ${emails.length ? "AND lower(u.email) = ANY($1)" : ""}`,
      values: emails.length ? [emails] : [],
      seq: "u.seq",
      id: "u.id",
    },
    pageRequest(call.query),
  );
  return idList(rows.map(userBody), hasMore);
}

async function retrieveUser(call: Call): Promise<OrganizationUser> {
  return userBody(await requireUser(call.pool, call.param("user_id")));
}

const UpdateUser = z.strictObject({
  role: z.enum(["owner", "reader"]).nullish(),
  role_id: z.string().nullish(),
  developer_persona: z.string().nullish(),
  technical_level: z.string().nullish(),
});

async function updateUser(call: Call): Promise<OrganizationUser> {
  const body = await call.read(UpdateUser);
  const role = body.role ?? (body.role_id ? organizationRoleOf(call.organization, body.role_id) : undefined);
  return change(call, async (tx) => {
    const user = await requireUser(tx, call.param("user_id"), { lock: true });
    if (role !== undefined && user.role === "owner" && role !== "owner")
      await requireAnotherOwner(tx, user.id);
    await tx.query(
      `UPDATE twin.users SET role = coalesce($2, role), developer_persona = coalesce($3, developer_persona),
         technical_level = coalesce($4, technical_level) WHERE id = $1`,
      [user.id, role ?? null, body.developer_persona ?? null, body.technical_level ?? null],
    );
    if (role !== undefined && role !== user.role) {
      await record(tx, call, "user.updated", { id: user.id, changes_requested: { role } });
    }
    return userBody(await requireUser(tx, user.id));
  });
}

/** Memberships go with the person; keys stay, without access, as upstream keeps attributing spend to them. */
async function deleteUser(call: Call): Promise<UserDeleteResponse> {
  return change(call, async (tx) => {
    const user = await requireUser(tx, call.param("user_id"), { lock: true });
    if (user.role === "owner") await requireAnotherOwner(tx, user.id);
    const gone = [user.id, call.now];
    await tx.query("UPDATE twin.users SET deleted_at = $2 WHERE id = $1", gone);
    for (const table of ["twin.project_users", "twin.group_users"]) {
      await tx.query(`UPDATE ${table} SET deleted_at = $2 WHERE user_id = $1 AND deleted_at IS NULL`, gone);
    }
    await tx.query(
      "UPDATE twin.role_assignments SET deleted_at = $2 WHERE principal_type = 'user' AND principal_id = $1 AND deleted_at IS NULL",
      gone,
    );
    await record(tx, call, "user.deleted", { id: user.id });
    return { object: "organization.user.deleted", id: user.id, deleted: true };
  });
}
