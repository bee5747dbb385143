import { expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { pool, writer } from "#lib/db-writer.ts";
import { mirrorMembers, tombstoneMembers } from "#lib/mirror/members.ts";
import { memberTable } from "#lib/mirror/members.ts";
import { mirrorRoles } from "#lib/mirror/roles.ts";
import { tombstoneUnseen } from "#lib/mirror/rows.ts";
import { anId, anOrganization } from "#lib/testing/factories.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 0, 0, second));

function aUser(id: string, name: string) {
  return {
    id,
    name,
    email: `${id}@example.com`,
    role: "reader",
    added_at: 1_760_000_000,
    object: "organization.user",
  } as const;
}

async function find(organization: { id: string }, id: string) {
  return db.member.findUniqueOrThrow({
    where: { organizationId_id: { organizationId: organization.id, id } },
  });
}

test("an older answer changes nothing, a newer one does", async () => {
  const [organization, id] = [await anOrganization(), anId("user")];
  await mirrorMembers(writer, organization.id, [aUser(id, "Second")], at(2));
  await mirrorMembers(writer, organization.id, [aUser(id, "First")], at(1));
  expect((await find(organization, id)).name).toBe("Second");
  await mirrorMembers(writer, organization.id, [aUser(id, "Third")], at(3));
  expect(await find(organization, id)).toMatchObject({ name: "Third", mirroredAt: at(3) });
});

test("a tombstone is not lifted by an older answer, but by a newer one", async () => {
  const [organization, id] = [await anOrganization(), anId("user")];
  await mirrorMembers(writer, organization.id, [aUser(id, "Aiko")], at(1));
  await tombstoneMembers(writer, organization.id, [id], at(3));
  await mirrorMembers(writer, organization.id, [aUser(id, "Aiko")], at(2));
  expect((await find(organization, id)).deletedAt).toEqual(at(3));
  await mirrorMembers(writer, organization.id, [aUser(id, "Aiko")], at(4));
  expect((await find(organization, id)).deletedAt).toBeNull();
});

test("a sweep takes away what it did not see, but nothing that was told since it began", async () => {
  const organization = await anOrganization();
  const [old, fresh] = [anId("user"), anId("user")];
  await mirrorMembers(writer, organization.id, [aUser(old, "Old")], at(1));
  await mirrorMembers(writer, organization.id, [aUser(fresh, "Fresh")], at(5));
  await tombstoneUnseen(writer, memberTable, organization.id, {}, at(4));
  expect((await find(organization, old)).deletedAt).toEqual(at(4));
  expect((await find(organization, fresh)).deletedAt).toBeNull();
});

test.each([
  "a/b?c#d%2e",
  "'; DROP TABLE members; --",
  '"quoted" \\ back',
  "=HYPERLINK(1)",
  "👩🏽‍💻 日本",
  "tab\tline\nreturn\r",
  "\u0007\u001b[31m",
])("an id and a name of %j come through whole", async (text) => {
  const organization = await anOrganization();
  await mirrorMembers(writer, organization.id, [aUser(text, text)], at(1));
  const row = await find(organization, text);
  expect(row).toMatchObject({ id: text, name: text });
  expect(row.raw).toMatchObject({ id: text, name: text });
});

test("what Postgres cannot keep in text stays whole in raw", async () => {
  const [organization, id] = [await anOrganization(), anId("user")];
  const name = "nul \u0000 lone \ud800 end";
  await mirrorMembers(writer, organization.id, [aUser(id, name)], at(1));
  expect((await find(organization, id)).name).toBe("nul  lone \ufffd end");
  const { rows } = await pool.query<{ raw: string }>("SELECT raw::text AS raw FROM members WHERE id = $1", [
    id,
  ]);
  expect((JSON.parse(rows[0]?.raw ?? "") as { name: string }).name).toBe(name);
});

test("a page that holds an object twice, odd times and unknown fields is no trouble", async () => {
  const [organization, id] = [await anOrganization(), anId("user")];
  const odd = { ...aUser(id, "Last"), added_at: 1e20, brand_new: { deep: [1] } };
  await mirrorMembers(writer, organization.id, [aUser(id, "First"), odd], at(1));
  expect(await find(organization, id)).toMatchObject({
    name: "Last",
    addedAt: null,
    raw: { brand_new: { deep: [1] } },
  });
});

test("lists of words stay lists", async () => {
  const organization = await anOrganization();
  const role = {
    id: anId("role"),
    name: "Ops",
    description: null,
    object: "role",
    predefined_role: false,
  } as const;
  const permissions = ["api.model.read", 'with "quotes", {braces}', ""];
  await mirrorRoles(
    writer,
    organization.id,
    "",
    [{ ...role, permissions, resource_type: "api.organization" }],
    at(1),
  );
  const [row] = await db.upstreamRole.findMany({ where: { organizationId: organization.id } });
  expect(row?.permissions).toEqual(permissions);
});
