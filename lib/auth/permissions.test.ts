import { expect, test } from "vitest";
import { authorize, can, permissions } from "#lib/auth/permissions.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { Role } from "#lib/generated/prisma/enums.ts";

const names = Object.keys(permissions) as Permission[];

test("the matrix of roles and permissions is the one that was decided", () => {
  const matrix = names.map((name) => {
    const holders = Object.values(Role).filter((role) => can({ role }, name));
    return `${name}: ${holders.join(" ")}`;
  });
  expect(matrix.join("\n")).toMatchSnapshot();
});

test("an owner may do everything", () => {
  for (const name of names) expect(can({ role: "owner" }, name)).toBe(true);
});

test.each(["finance", "auditor", "viewer"] as const)("%s changes nothing upstream", (role) => {
  const writes = names.filter((name) => /^(members|projects)\.(?!read)/.test(name));
  for (const name of writes) expect(can({ role }, name)).toBe(false);
});

test("a role that the table does not know may do nothing", () => {
  const stranger = { role: "superuser" as Role };
  for (const name of names) expect(can(stranger, name)).toBe(false);
  expect(() => authorize(stranger, "members.read")).toThrow(expect.objectContaining({ code: "forbidden" }));
});
