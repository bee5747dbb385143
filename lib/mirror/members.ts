import type { OrganizationUser } from "openai/resources/admin/organization/users/users";
import type { MirrorRow, MirrorTable, Writes } from "#lib/mirror/rows.ts";
import { tombstoneRows, upsertRows } from "#lib/mirror/rows.ts";

export const memberTable: MirrorTable = {
  name: "members",
  key: ["id"],
  columns: {
    id: "text",
    email: "text",
    name: "text",
    role: "text",
    added_at: "epoch",
    is_service_account: "boolean",
    is_scim_managed: "boolean",
    api_key_last_used_at: "epoch",
  },
};

function rowOf(user: OrganizationUser): MirrorRow {
  return {
    values: {
      id: user.id,
      email: user.email ?? user.user?.email ?? null,
      name: user.name ?? user.user?.name ?? null,
      role: user.role ?? null,
      added_at: user.added_at ?? null,
      is_service_account: user.is_service_account === true,
      is_scim_managed: user.is_scim_managed === true,
      api_key_last_used_at: user.api_key_last_used_at ?? null,
    },
    raw: user,
  };
}

/** Brings members into the mirror; at is when the request was sent (callUpstream's sentAt). */
export async function mirrorMembers(
  tx: Writes,
  organizationId: string,
  users: readonly OrganizationUser[],
  at: Date,
): Promise<number> {
  return upsertRows(tx, memberTable, organizationId, users.map(rowOf), at);
}

/** Marks members as gone upstream. Their memberships and keys are separate rows. */
export async function tombstoneMembers(
  tx: Writes,
  organizationId: string,
  ids: readonly string[],
  at: Date,
): Promise<number> {
  return tombstoneRows(
    tx,
    memberTable,
    organizationId,
    ids.map((id) => ({ id })),
    at,
  );
}
