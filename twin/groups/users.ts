import type {
  OrganizationGroupUser,
  UserCreateResponse,
  UserDeleteResponse,
  UserRetrieveResponse,
} from "openai/resources/admin/organization/groups/users";
import { z } from "zod";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { one } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { badRequest, notFound } from "#twin/errors.ts";
import { recordTenant } from "#twin/events/record.ts";
import { listRows, nextList, pageRequest } from "#twin/lists.ts";
import type { NextList } from "#twin/lists.ts";
import { groupLimits, refuseScimManaged, requireGroup } from "#twin/groups/find.ts";

export const groupUserRoutes: Routes = {
  "GET /organization/groups/:group_id/users": listGroupUsers,
  "POST /organization/groups/:group_id/users": addGroupUser,
  "GET /organization/groups/:group_id/users/:user_id": retrieveGroupUser,
  "DELETE /organization/groups/:group_id/users/:user_id": removeGroupUser,
};

type GroupUserRow = { id: string; email: string | null; name: string; is_service_account: boolean };

const columns = `m.user_id AS id, u.email, coalesce(u.name, s.name) AS name, s.id IS NOT NULL AS is_service_account`;
const from = `twin.group_users m LEFT JOIN twin.users u ON u.id = m.user_id
  LEFT JOIN twin.service_accounts s ON s.id = m.user_id`;

async function listGroupUsers(call: Call): Promise<NextList<OrganizationGroupUser>> {
  const group = await requireGroup(call.pool, call.param("group_id"));
  const { rows, hasMore } = await listRows<GroupUserRow>(
    call.pool,
    {
      columns,
      from,
      scope: "m.group_id = $1",
      live: "m.deleted_at IS NULL",
      values: [group.id],
      seq: "m.seq",
      id: "m.user_id",
    },
    pageRequest(call.query, groupLimits, "desc"),
  );
  const users = rows.map(({ id, email, name }) => ({ id, email, name }));
  return nextList(users, hasMore, (user) => user.id);
}

async function retrieveGroupUser(call: Call): Promise<UserRetrieveResponse> {
  const group = await requireGroup(call.pool, call.param("group_id"));
  const user = await requireGroupUser(call.pool, group.id, call.param("user_id"));
  return { ...user, picture: null, user_type: group.group_type === "tenant_group" ? "tenant_user" : "user" };
}

const AddGroupUser = z.strictObject({ user_id: z.string().min(1) });

/** A service account may stand in a group like a person. */
async function addGroupUser(call: Call): Promise<UserCreateResponse> {
  const { user_id } = await call.read(AddGroupUser);
  return change(call, async (tx) => {
    const group = await requireGroup(tx, call.param("group_id"), { lock: true });
    refuseScimManaged(group);
    const principal = await one(
      tx,
      `SELECT 1 FROM twin.users WHERE id = $1 AND deleted_at IS NULL
       UNION ALL SELECT 1 FROM twin.service_accounts WHERE id = $1 AND deleted_at IS NULL`,
      [user_id],
    );
    if (!principal) throw notFound("user", user_id);
    if (await findGroupUser(tx, group.id, user_id)) {
      throw badRequest(
        `User ${user_id} already exists in group ${group.id}.`,
        "user_id",
        "user_already_exists",
      );
    }
    await tx.query(
      `INSERT INTO twin.group_users (group_id, user_id, added_at) VALUES ($1, $2, $3)
       ON CONFLICT (group_id, user_id) DO UPDATE SET added_at = excluded.added_at, deleted_at = NULL`,
      [group.id, user_id, call.now],
    );
    await recordTenant(tx, call, "tenant.group.member.added", { id: group.id, user_id }, [user_id]);
    return { object: "group.user", group_id: group.id, user_id };
  });
}

async function removeGroupUser(call: Call): Promise<UserDeleteResponse> {
  return change(call, async (tx) => {
    const group = await requireGroup(tx, call.param("group_id"), { lock: true });
    refuseScimManaged(group);
    const { id: user_id } = await requireGroupUser(tx, group.id, call.param("user_id"));
    await tx.query("UPDATE twin.group_users SET deleted_at = $3 WHERE group_id = $1 AND user_id = $2", [
      group.id,
      user_id,
      call.now,
    ]);
    await recordTenant(tx, call, "tenant.group.member.removed", { id: group.id, user_id }, [user_id]);
    return { object: "group.user.deleted", deleted: true };
  });
}

function findGroupUser(on: Queryable, groupId: string, userId: string): Promise<GroupUserRow | undefined> {
  return one<GroupUserRow>(
    on,
    `SELECT ${columns} FROM ${from} WHERE m.group_id = $1 AND m.user_id = $2 AND m.deleted_at IS NULL`,
    [groupId, userId],
  );
}

async function requireGroupUser(on: Queryable, groupId: string, userId: string): Promise<GroupUserRow> {
  const user = await findGroupUser(on, groupId, userId);
  if (!user) throw notFound("group user", userId);
  return user;
}
