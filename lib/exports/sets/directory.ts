import type { Permission } from "#lib/auth/permissions.ts";
import type { CsvColumn } from "#lib/exports/copy-csv.ts";
import type { DataSet } from "#lib/exports/set.ts";
import { plain, text, truth } from "#lib/exports/set.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

type Key = [string, ...string[]];

/** A table of the mirror: who and what is there, and on demand who and what was. */
function mirrored(
  table: string,
  needs: [Permission, ...Permission[]],
  [first, ...more]: Key,
  columns: CsvColumn[],
): DataSet {
  const part = (name: string) => ({ expression: Prisma.raw(name), type: "text" as const });
  return {
    needs,
    columns: [...columns, plain("removed_at", Prisma.sql`deleted_at`)],
    from: Prisma.raw(table),
    where: (actor, { withRemoved }) => Prisma.sql`organization_id = ${actor.organization.id}::uuid
      ${withRemoved ? Prisma.empty : Prisma.sql`AND deleted_at IS NULL`}`,
    key: [part(first), ...more.map(part)],
  };
}

export const members = mirrored(
  "members",
  ["members.read"],
  ["id"],
  [
    text("id"),
    text("name"),
    text("email"),
    text("role"),
    plain("added_at"),
    plain("api_key_last_used_at"),
    truth("is_service_account"),
    truth("is_scim_managed"),
  ],
);

export const invites = mirrored(
  "invites",
  ["members.read"],
  ["id"],
  [
    text("id"),
    text("email"),
    text("role"),
    text("status"),
    plain("created_at"),
    plain("expires_at"),
    plain("accepted_at"),
  ],
);

export const groups = mirrored(
  "groups",
  ["members.read"],
  ["id"],
  [text("id"), text("name"), text("kind"), truth("is_scim_managed"), plain("created_at")],
);

export const groupMembers = mirrored(
  "group_members",
  ["members.read"],
  ["group_id", "member_id"],
  [text("group_id"), text("member_id")],
);

export const roles = mirrored(
  "upstream_roles",
  ["members.read"],
  ["project_id", "id"],
  [
    text("id"),
    text("project_id"),
    text("name"),
    text("description"),
    text("permissions", Prisma.sql`array_to_string(permissions, ' ')`),
    truth("is_predefined"),
    text("resource_type"),
  ],
);

export const roleAssignments = mirrored(
  "role_assignments",
  ["members.read"],
  ["project_id", "principal_kind", "principal_id", "role_id"],
  [text("project_id"), text("principal_kind"), text("principal_id"), text("role_id")],
);

export const projects = mirrored(
  "projects",
  ["projects.read"],
  ["id"],
  [text("id"), text("name"), text("status"), text("residency"), plain("created_at"), plain("archived_at")],
);

export const projectMembers = mirrored(
  "project_members",
  ["projects.read", "members.read"],
  ["project_id", "member_id"],
  [text("project_id"), text("member_id"), text("role"), plain("added_at")],
);

export const serviceAccounts = mirrored(
  "service_accounts",
  ["projects.read"],
  ["project_id", "id"],
  [text("project_id"), text("id"), text("name"), text("role"), plain("created_at")],
);

/** What identifies a key, never the key. */
export const keys = mirrored(
  "api_keys",
  ["keys.read"],
  ["project_id", "id"],
  [
    text("id"),
    text("name"),
    text("redacted_value"),
    text("project_id"),
    text("owner_kind"),
    text("owner_id"),
    text("owner_name"),
    plain("created_at"),
    plain("last_used_at"),
    plain("expires_at"),
  ],
);

export const streams: DataSet = {
  needs: ["streams.read"],
  columns: [
    text("kind"),
    plain("as_of"),
    plain("backfilled_at"),
    plain("rows_mirrored"),
    plain("run_started_at"),
    plain("run_finished_at"),
    text("last_error_code"),
    text("last_error_message"),
    plain("last_error_at"),
  ],
  from: Prisma.sql`streams`,
  where: (actor) => Prisma.sql`organization_id = ${actor.organization.id}::uuid`,
  key: [{ expression: Prisma.sql`kind`, type: "text" }],
};
