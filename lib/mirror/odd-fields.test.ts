import { beforeAll, expect, test } from "vitest";
import { pool, writer } from "#lib/db-writer.ts";
import { mirrorApiKeys } from "#lib/mirror/api-keys.ts";
import { mirrorGroupMembers, mirrorGroups, mirrorProjectGroups } from "#lib/mirror/groups.ts";
import { mirrorInvites } from "#lib/mirror/invites.ts";
import { mirrorMembers } from "#lib/mirror/members.ts";
import { mirrorProjectMembers } from "#lib/mirror/project-members.ts";
import { mirrorProjects } from "#lib/mirror/projects.ts";
import { mirrorRoleAssignments, mirrorRoles } from "#lib/mirror/roles.ts";
import { mirrorServiceAccounts } from "#lib/mirror/service-accounts.ts";
import { anId, anOrganization } from "#lib/testing/factories.ts";

let organizationId: string;
beforeAll(async () => {
  organizationId = (await anOrganization()).id;
});

const at = new Date("2026-11-20T00:00:00Z");
const principal = { projectId: "", kind: "user", id: "user-1" } as const;

/** Each kind of object, with the fields that are read of it; only its id is certain to be what it should be. */
const kinds: [string, string[], (items: never[]) => Promise<number>][] = [
  [
    "members",
    [
      "email",
      "name",
      "role",
      "added_at",
      "is_service_account",
      "is_scim_managed",
      "api_key_last_used_at",
      "user",
    ],
    (items) => mirrorMembers(writer, organizationId, items, at),
  ],
  [
    "invites",
    ["email", "role", "status", "created_at", "invited_at", "expires_at", "accepted_at"],
    (items) => mirrorInvites(writer, organizationId, items, at),
  ],
  [
    "projects",
    ["name", "status", "created_at", "archived_at", "residency"],
    (items) => mirrorProjects(writer, organizationId, items, at),
  ],
  [
    "project_members",
    ["role", "added_at"],
    (items) => mirrorProjectMembers(writer, organizationId, "proj_1", items, at),
  ],
  [
    "service_accounts",
    ["name", "role", "created_at"],
    (items) => mirrorServiceAccounts(writer, organizationId, "proj_1", items, at),
  ],
  [
    "api_keys",
    ["name", "redacted_value", "created_at", "last_used_at", "expires_at", "owner", "owner_project_access"],
    (items) => mirrorApiKeys(writer, organizationId, "proj_1", items, at),
  ],
  [
    "groups",
    ["name", "group_type", "is_scim_managed", "created_at"],
    (items) => mirrorGroups(writer, organizationId, items, at),
  ],
  ["group_members", ["name"], (items) => mirrorGroupMembers(writer, organizationId, "group_1", items, at)],
  [
    "project_groups",
    ["group_name"],
    (items) =>
      mirrorProjectGroups(
        writer,
        organizationId,
        "proj_1",
        items.map((item: { id: string }) => ({ ...item, group_id: item.id }) as never),
        at,
      ),
  ],
  [
    "upstream_roles",
    ["name", "description", "permissions", "predefined_role", "resource_type"],
    (items) => mirrorRoles(writer, organizationId, "", items, at),
  ],
  [
    "role_assignments",
    ["name"],
    (items) => mirrorRoleAssignments(writer, organizationId, principal, items, at),
  ],
];

const odd: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  "",
  "text",
  "2026-11-20",
  "\0\ud800",
  [],
  ["a", 5, null, { b: 1 }],
  {},
  { user: 5 },
  { type: {}, user: { id: [], name: {} } },
  { email: {}, name: [1] },
];

test.each(kinds)("of %s nothing but the id has to be as it is documented", async (table, fields, mirror) => {
  const wrong: string[] = [];
  for (const field of fields)
    for (const value of odd) {
      const item = { id: anId("odd"), object: "odd", [field]: value } as never;
      await mirror([item]).catch((error: unknown) =>
        wrong.push(`${field} = ${JSON.stringify(value)}: ${String(error).split("\n").at(-1)}`),
      );
    }
  expect(wrong).toEqual([]);
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table} WHERE organization_id = $1`,
    [organizationId],
  );
  expect(rows).toEqual([{ count: fields.length * odd.length }]);
});
