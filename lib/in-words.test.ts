import { expect, test } from "vitest";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scoped, scopedSql } from "#lib/scoped.ts";
import { aMember, anActor } from "#lib/testing/factories.ts";
import { inWords } from "#lib/in-words.ts";

const sleeping = (id: string) =>
  Prisma.sql`SELECT pg_sleep(30)::text AS slept FROM organizations WHERE organization_id = ${id}::uuid`;

test("a statement that serves a page may take ten seconds and no more", async () => {
  const actor = await anActor();
  const [row] = await scopedSql<{ limit: string }>(
    actor,
    Prisma.sql`SELECT current_setting('statement_timeout') AS limit
      FROM (SELECT ${actor.organization.id}::uuid AS organization_id) AS own
      WHERE organization_id = ${actor.organization.id}::uuid`,
  );
  expect(row?.limit).toBe("10s");
});

test("one that Postgres ended is worded, and the connection serves on with its usual limit", async () => {
  const actor = await anActor();
  const { id } = actor.organization;
  const slow = Prisma.sql`SELECT pg_sleep(30)::text FROM (SELECT ${id}::uuid AS organization_id) AS own
    WHERE organization_id = ${id}::uuid`;
  await expect(scopedSql(actor, slow, { withinMs: 20 })).rejects.toMatchObject({
    code: "unavailable",
    key: "tookTooLong",
  });
  const member = await aMember(actor.organization);
  expect(await scoped(actor).member.findMany({ select: { id: true } })).toEqual([{ id: member.id }]);
});

test("an error of another kind stays what it is", async () => {
  const actor = await anActor();
  await expect(scopedSql(actor, sleeping(actor.organization.id), { withinMs: 20 })).rejects.not.toMatchObject(
    {
      key: "tookTooLong",
    },
  );
  const broken = new Error("57014 is only mentioned");
  await expect(inWords(Promise.reject(broken))).rejects.toBe(broken);
});
