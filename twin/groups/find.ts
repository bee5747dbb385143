import type { Group } from "openai/resources/admin/organization/groups/groups";
import type { Limits } from "#twin/queries.ts";
import { one } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { badRequest, notFound } from "#twin/errors.ts";

export type GroupRow = {
  id: string;
  name: string;
  group_type: Group["group_type"];
  is_scim_managed: boolean;
  created_at: number;
};

export const groupLimits: Limits = { min: 0, max: 1000, fallback: 100 };
export const groupColumns = "g.id, g.name, g.group_type, g.is_scim_managed, g.created_at";

export async function requireGroup(on: Queryable, id: string, { lock = false } = {}): Promise<GroupRow> {
  const group = await one<GroupRow>(
    on,
    `SELECT ${groupColumns} FROM twin.groups g WHERE g.id = $1 AND g.deleted_at IS NULL ${lock ? "FOR UPDATE" : ""}`,
    [id],
  );
  if (!group) throw notFound("group", id);
  return group;
}

/** The identity provider alone may change a group that it manages. */
export function refuseScimManaged(group: GroupRow): void {
  if (!group.is_scim_managed) return;
  throw badRequest(
    `Group ${group.id} is managed by SCIM and cannot be modified.`,
    null,
    "scim_managed_group",
  );
}

/** On the wire groups carry an `object` that the SDK's type lacks. */
export function groupBody(row: GroupRow): Group & { object: "group" } {
  return {
    object: "group",
    id: row.id,
    name: row.name,
    created_at: row.created_at,
    group_type: row.group_type,
    is_scim_managed: row.is_scim_managed,
  };
}
