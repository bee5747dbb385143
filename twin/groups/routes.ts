import type {
  Group,
  GroupDeleteResponse,
  GroupUpdateResponse,
} from "openai/resources/admin/organization/groups/groups";
import { z } from "zod";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { record } from "#twin/events/record.ts";
import { newHexId } from "#twin/ids.ts";
import { listRows, nextList, pageRequest } from "#twin/lists.ts";
import type { NextList } from "#twin/lists.ts";
import { groupBody, groupColumns, groupLimits, refuseScimManaged, requireGroup } from "#twin/groups/find.ts";
import type { GroupRow } from "#twin/groups/find.ts";

export const groupRoutes: Routes = {
  "GET /organization/groups": listGroups,
  "POST /organization/groups": createGroup,
  "GET /organization/groups/:group_id": retrieveGroup,
  "POST /organization/groups/:group_id": updateGroup,
  "DELETE /organization/groups/:group_id": deleteGroup,
};

async function listGroups(call: Call): Promise<NextList<Group>> {
  const { rows, hasMore } = await listRows<GroupRow>(
    call.pool,
    {
      columns: groupColumns,
      from: "twin.groups g",
      live: "g.deleted_at IS NULL",
      values: [],
      seq: "g.seq",
      id: "g.id",
    },
    pageRequest(call.query, groupLimits, "asc"),
  );
  return nextList(rows.map(groupBody), hasMore, (group) => group.id);
}

async function retrieveGroup(call: Call): Promise<Group> {
  return groupBody(await requireGroup(call.pool, call.param("group_id")));
}

const NameGroup = z.strictObject({ name: z.string().min(1).max(255) });

async function createGroup(call: Call): Promise<Group> {
  const { name } = await call.read(NameGroup);
  return change(call, async (tx) => {
    const id = newHexId();
    await tx.query("INSERT INTO twin.groups (id, name, created_at) VALUES ($1, $2, $3)", [
      id,
      name,
      call.now,
    ]);
    await record(tx, call, "group.created", { id, data: { group_name: name } });
    return groupBody(await requireGroup(tx, id));
  });
}

/** The answer lacks `group_type`, as upstream's does. */
async function updateGroup(call: Call): Promise<GroupUpdateResponse> {
  const { name } = await call.read(NameGroup);
  return change(call, async (tx) => {
    const group = await requireGroup(tx, call.param("group_id"), { lock: true });
    refuseScimManaged(group);
    await tx.query("UPDATE twin.groups SET name = $2 WHERE id = $1", [group.id, name]);
    await record(tx, call, "group.updated", { id: group.id, changes_requested: { group_name: name } });
    return { id: group.id, name, created_at: group.created_at, is_scim_managed: group.is_scim_managed };
  });
}

async function deleteGroup(call: Call): Promise<GroupDeleteResponse> {
  return change(call, async (tx) => {
    const group = await requireGroup(tx, call.param("group_id"), { lock: true });
    refuseScimManaged(group);
    const gone = [group.id, call.now];
    await tx.query("UPDATE twin.groups SET deleted_at = $2 WHERE id = $1", gone);
    for (const table of ["twin.group_users", "twin.project_groups"]) {
      await tx.query(`UPDATE ${table} SET deleted_at = $2 WHERE group_id = $1 AND deleted_at IS NULL`, gone);
    }
    await tx.query(
      "UPDATE twin.role_assignments SET deleted_at = $2 WHERE principal_type = 'group' AND principal_id = $1 AND deleted_at IS NULL",
      gone,
    );
    await record(tx, call, "group.deleted", { id: group.id });
    return { object: "group.deleted", id: group.id, deleted: true };
  });
}
