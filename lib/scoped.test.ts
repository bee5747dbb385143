import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { jobActor } from "#lib/auth/job-actor.ts";
import { writer } from "#lib/db-writer.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scoped, scopedSql } from "#lib/scoped.ts";

async function anOrganizationWithAMember() {
  const slug = `scoped-${randomUUID()}`;
  const organization = await writer.organization.create({
    data: { slug, name: slug, baseUrl: "http://localhost" },
  });
  const member = {
    organizationId: organization.id,
    id: `user-${randomUUID()}`,
    raw: {},
    mirroredAt: new Date(),
  };
  await writer.member.create({ data: member });
  return { organization, member, actor: jobActor("test", organization) };
}

test("reads see the rows of the actor's organization and no others", async () => {
  const mine = await anOrganizationWithAMember();
  const theirs = await anOrganizationWithAMember();

  expect(await scoped(mine.actor).member.findMany({ select: { id: true } })).toEqual([
    { id: mine.member.id },
  ]);
  expect(await scoped(mine.actor).member.findFirst({ where: { id: theirs.member.id } })).toBeNull();
  expect(await scoped(mine.actor).member.count()).toBe(1);
});

test("a filter that names another organization finds nothing of it", async () => {
  const mine = await anOrganizationWithAMember();
  const theirs = await anOrganizationWithAMember();
  const organizationId = theirs.organization.id;

  expect(await scoped(mine.actor).member.findMany({ where: { organizationId } })).toHaveLength(1);
  expect(
    await scoped(mine.actor).member.findMany({
      where: { OR: [{ organizationId }, { id: theirs.member.id }] },
    }),
  ).toEqual([]);
  const key = { organizationId_id: { organizationId, id: theirs.member.id } };
  expect(await scoped(mine.actor).member.findUnique({ where: key })).toBeNull();
});

test("what has no organization cannot be read through scoped", async () => {
  const { actor } = await anOrganizationWithAMember();
  await expect(scoped(actor).user.findMany()).rejects.toThrow(/no organization/);
});

test("SQL must compare organization_id with the actor's own organization", async () => {
  const mine = await anOrganizationWithAMember();
  const theirs = await anOrganizationWithAMember();
  const idsOf = (organizationId: string) =>
    Prisma.sql`SELECT id FROM members WHERE id <> ${""} AND organization_id = ${organizationId}::uuid`;

  expect(await scopedSql(mine.actor, idsOf(mine.organization.id))).toEqual([{ id: mine.member.id }]);
  await expect(scopedSql(mine.actor, idsOf(theirs.organization.id))).rejects.toThrow(/not scoped/);
  await expect(scopedSql(mine.actor, Prisma.sql`SELECT id FROM members`)).rejects.toThrow(/not scoped/);
});
