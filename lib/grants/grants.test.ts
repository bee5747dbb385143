import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { verifyPassword } from "#lib/auth/password.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { CreateGrant, createGrant } from "#lib/grants/create.ts";
import { listGrants, mostGrants } from "#lib/grants/list.ts";
import { removeGrant } from "#lib/grants/remove.ts";
import { updateGrantRole } from "#lib/grants/update-role.ts";
import { anActor, anId, anOrganization, aPerson, aUser, trailOf } from "#lib/testing/factories.ts";

const input = (given: object) =>
  CreateGrant.parse({ email: `${anId("new")}@example.com`, role: "viewer", ...given });

async function aConsoleOwner(): Promise<Actor> {
  const organization = await anOrganization();
  return resolveActor(await aPerson("owner"), organization.slug);
}

const grantOf = async ({ id, organization }: Actor) =>
  db.grant.findFirstOrThrow({ where: { userId: id, organizationId: organization.id } });

test("somebody without an account gets one, with a password that is shown once and kept as a hash", async () => {
  const owner = await anActor({ role: "owner" });
  const wanted = input({ name: "Nora", role: "finance" });
  const { password } = await createGrant(owner, wanted);

  const user = await db.user.findUniqueOrThrow({ where: { email: wanted.email }, include: { grants: true } });
  expect(user).toMatchObject({
    name: "Nora",
    grants: [{ role: "finance", organizationId: owner.organization.id }],
  });
  expect(password).toMatch(/^([a-z0-9]{5}-){3}[a-z0-9]{5}$/);
  expect(await verifyPassword(user.passwordHash, password ?? "")).toBe(true);

  const entries = await db.trailEntry.findMany({ where: { targetId: user.id }, orderBy: { id: "asc" } });
  expect(entries.map(({ action }) => action)).toEqual(["user.create", "grant.create"]);
  expect(JSON.stringify(entries)).not.toContain(password);
});

test("somebody with an account keeps their password, and holds one role a place", async () => {
  const owner = await anActor({ role: "owner" });
  const { email } = await aUser();
  expect(await createGrant(owner, input({ email: email.toUpperCase(), role: "auditor" }))).toMatchObject({
    password: null,
  });
  await expect(createGrant(owner, input({ email }))).rejects.toMatchObject({
    code: "conflict",
    key: "grantExists",
  });
});

test.each(["admin", "finance", "auditor", "viewer"] as const)(
  "%s gives, changes and takes no role",
  async (role) => {
    const actor = await anActor({ role });
    const { id: grantId } = await grantOf(actor);
    const forbidden = { code: "forbidden" };
    await expect(createGrant(actor, input({}))).rejects.toMatchObject(forbidden);
    await expect(updateGrantRole(actor, { grantId, role: "owner" })).rejects.toMatchObject(forbidden);
    await expect(removeGrant(actor, { grantId })).rejects.toMatchObject(forbidden);
  },
);

test("an owner of one organization gives no role over the console", async () => {
  const owner = await anActor({ role: "owner" });
  const everywhere = createGrant(owner, input({ scope: "console", role: "owner" }));
  await expect(everywhere).rejects.toMatchObject({ key: "consoleOwnersOnly" });

  const console = await aConsoleOwner();
  const held = await db.grant.findFirstOrThrow({ where: { userId: console.id, organizationId: null } });
  await expect(removeGrant(owner, { grantId: held.id })).rejects.toMatchObject({ key: "consoleOwnersOnly" });
  expect(await createGrant(console, input({ scope: "console", role: "auditor" }))).toMatchObject({
    role: "auditor",
  });
});

test("a grant of another organization does not exist", async () => {
  const [owner, stranger] = [await anActor({ role: "owner" }), await anActor({ role: "viewer" })];
  const { id: grantId } = await grantOf(stranger);
  const missing = { code: "not_found" };
  await expect(removeGrant(owner, { grantId })).rejects.toMatchObject(missing);
  await expect(updateGrantRole(owner, { grantId, role: "owner" })).rejects.toMatchObject(missing);
  const listed = (await listGrants(owner)).grants.filter(({ isEverywhere }) => !isEverywhere);
  expect(listed.map(({ user }) => user.id)).toEqual([owner.id]);
});

test("a changed role counts at once, with before and after on the trail", async () => {
  const owner = await anActor({ role: "owner" });
  const other = await anActor({ role: "viewer", organization: owner.organization });
  const grant = await grantOf(other);
  await updateGrantRole(owner, { grantId: grant.id, role: "admin" });

  expect((await grantOf(other)).role).toBe("admin");
  const [entry] = await db.trailEntry.findMany({ where: { targetId: other.id } });
  expect(entry).toMatchObject({
    action: "grant.updateRole",
    before: { role: "viewer" },
    after: { role: "admin" },
  });
  await removeGrant(owner, { grantId: grant.id });
  expect(await trailOf(owner.organization, other.id)).toEqual([
    "grant.updateRole succeeded",
    "grant.remove succeeded",
  ]);
});

test("the last owner of the console stays, also when two owners remove each other at once", async () => {
  // Tests share the database: only this test's owners may count.
  await writer.grant.deleteMany({ where: { organizationId: null, role: "owner" } });
  const [first, second] = [await aConsoleOwner(), await aConsoleOwner()];
  const grants = await db.grant.findMany({ where: { organizationId: null, role: "owner" } });
  expect(grants).toHaveLength(2);
  const grantIdOf = (actor: Actor) => grants.find(({ userId }) => userId === actor.id)?.id ?? "";

  const results = await Promise.allSettled([
    removeGrant(first, { grantId: grantIdOf(second) }),
    removeGrant(second, { grantId: grantIdOf(first) }),
  ]);
  expect(results.filter(({ status }) => status === "fulfilled").length).toBeLessThanOrEqual(1);
  const left = await db.grant.findMany({ where: { organizationId: null, role: "owner" } });
  expect(left).toHaveLength(1);

  const last = [first, second].find(({ id }) => id === left[0]?.userId) ?? first;
  await expect(updateGrantRole(last, { grantId: left[0]?.id ?? "", role: "admin" })).rejects.toMatchObject({
    key: "lastGrantedOwner",
  });
});

test("of very many the first are listed, and anybody is found by a part of the name or email", async () => {
  const owner = await anActor({ role: "owner" });
  const people = Array.from({ length: mostGrants + 5 }, () => ({
    id: randomUUID(),
    email: `${anId("many")}@example.com`,
  }));
  await writer.user.createMany({
    data: people.map((person, at) => ({
      ...person,
      name: at === 7 ? "Søren 100%" : "Many",
      passwordHash: "x",
    })),
  });
  await writer.grant.createMany({
    data: people.map(({ id: userId }) => ({ userId, organizationId: owner.organization.id, role: "viewer" })),
  });
  const all = await listGrants(owner);
  expect(all.hasMore).toBe(true);
  expect(all.grants).toHaveLength(mostGrants);

  const emailsOf = async (search: string) =>
    (await listGrants(owner, search)).grants.map(({ user }) => user.email);
  expect(await emailsOf(people.at(-1)?.email.toUpperCase() ?? "")).toEqual([people.at(-1)?.email]);
  expect(await emailsOf(" søren 100% ")).toEqual([people[7]?.email]);
  expect(await emailsOf("0%\0")).toEqual([people[7]?.email]);
  expect(await emailsOf("many_many")).toEqual([]);
});
