import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { adminKeyOf } from "#lib/organizations/admin-key.ts";
import { disconnectOrganization } from "#lib/organizations/disconnect.ts";
import { ensureOrganization } from "#lib/organizations/ensure.ts";
import { listOrganizations } from "#lib/organizations/list.ts";
import { replaceKey } from "#lib/organizations/replace-key.ts";
import { updateOrganization } from "#lib/organizations/update.ts";
import { aPerson, aProject, anActor, anId, anOrganization, aUser, trailOf } from "#lib/testing/factories.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";

let twin: TestTwin;

beforeAll(async () => {
  twin = await startTestTwin();
});

afterAll(async () => {
  await twin.stop();
});

const setup = { kind: "job", id: "setup", label: "setup" };

test("a new time zone is saved and leaves a job that builds the daily usage anew", async () => {
  const actor = await anActor({ role: "admin" });
  const { id } = actor.organization;
  await updateOrganization(actor, { name: "Neu", timeZone: "Europe/Berlin" });

  const row = await db.organization.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ name: "Neu", timeZone: "Europe/Berlin" });
  expect(await trailOf({ id }, id)).toEqual(["organization.update succeeded"]);
  const jobs = await db.$queryRaw<{ data: unknown }[]>`
    SELECT data FROM pgboss.job WHERE name = 'rebuild-rollups' AND data->>'organizationId' = ${id}`;
  expect(jobs).toHaveLength(1);
});

test.each(["finance", "auditor", "viewer"] as const)(
  "%s may neither rename nor disconnect nor give a key",
  async (role) => {
    const actor = await anActor({ role });
    const forbidden = { code: "forbidden" };
    await expect(updateOrganization(actor, { name: "x", timeZone: "UTC" })).rejects.toMatchObject(forbidden);
    await expect(disconnectOrganization(actor, { phrase: actor.organization.slug })).rejects.toMatchObject(
      forbidden,
    );
    await expect(replaceKey(actor, { adminKey: "sk-admin-twin" })).rejects.toMatchObject(forbidden);
  },
);

test("disconnecting destroys the key, keeps what was mirrored, and is asked for by the slug", async () => {
  const organization = await aConnectedOrganization(twin);
  await aProject(organization);
  const actor = await anActor({ role: "owner", organization });

  await expect(disconnectOrganization(actor, { phrase: "wrong" })).rejects.toMatchObject({ code: "invalid" });
  await disconnectOrganization(actor, { phrase: organization.slug });

  const row = await db.organization.findUniqueOrThrow({ where: { id: organization.id } });
  expect(row).toMatchObject({ status: "disconnected", sealedAdminKey: null, adminKeyFingerprint: null });
  expect(await db.project.count({ where: { organizationId: organization.id } })).toBe(1);
  await expect(adminKeyOf(organization.id)).rejects.toMatchObject({ key: "organizationDisconnected" });
  await expect(disconnectOrganization(actor, { phrase: organization.slug })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await trailOf(organization, organization.id)).toEqual(["organization.disconnect succeeded"]);
});

test("a new key is tried first; it connects a disconnected organization again and ends its waiting", async () => {
  const organization = await aConnectedOrganization(twin);
  const actor = await anActor({ role: "owner", organization });
  await disconnectOrganization(actor, { phrase: organization.slug });
  await writer.stream.create({
    data: { organizationId: organization.id, kind: "members", notBefore: new Date(Date.now() + 3_600_000) },
  });

  await expect(replaceKey(actor, { adminKey: "sk-admin-wrong" })).rejects.toMatchObject({
    key: "adminKeyRejected",
  });
  expect((await db.organization.findUniqueOrThrow({ where: { id: organization.id } })).status).toBe(
    "disconnected",
  );

  await replaceKey(actor, { adminKey: "sk-admin-twin" });
  const row = await db.organization.findUniqueOrThrow({
    where: { id: organization.id },
    include: { streams: true },
  });
  expect(row).toMatchObject({ status: "connected", disconnectedAt: null, streams: [{ notBefore: null }] });
  expect(await adminKeyOf(organization.id)).toMatchObject({ adminKey: "sk-admin-twin" });
  await writer.organization.delete({ where: { id: organization.id } });
});

test("a key of another OpenAI organization is refused", async () => {
  const organization = await aConnectedOrganization(twin);
  await aProject(organization);
  const actor = await anActor({ role: "owner", organization });
  await expect(replaceKey(actor, { adminKey: "sk-admin-twin" })).rejects.toMatchObject({
    code: "conflict",
    key: "keyOfAnotherOrganization",
  });
});

test("people are offered the organizations they hold a role in; console roles see all of them", async () => {
  const [mine, others] = [await anOrganization(), await anOrganization()];
  const person = await aPerson();
  await writer.grant.create({ data: { userId: person.id, organizationId: mine.id, role: "viewer" } });
  expect((await listOrganizations(person)).map(({ id }) => id)).toEqual([mine.id]);

  const all = (await listOrganizations(await aPerson("auditor"))).map(({ id }) => id);
  expect(all).toEqual(expect.arrayContaining([mine.id, others.id]));
  expect(await listOrganizations({ ...person, id: (await aUser()).id })).toEqual([]);
});

test("ensuring twice connects once; a moved address is followed, a lost secret is sealed anew", async () => {
  const other = await startTestTwin();
  try {
    const wanted = { name: "Hikari", slug: anId("sandbox"), baseUrl: other.url, adminKey: "sk-admin-twin" };
    const id = await ensureOrganization(setup, wanted);
    expect(await ensureOrganization(setup, wanted)).toBe(id);
    expect(await trailOf({ id }, id)).toEqual(["organization.connect succeeded"]);

    await writer.organization.update({
      where: { id },
      data: { sealedAdminKey: "v1:lost:AA:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAA:AA" },
    });
    const baseUrl = "http://127.0.0.1:9/v1";
    expect(await ensureOrganization(setup, { ...wanted, baseUrl })).toBe(id);
    expect(await adminKeyOf(id)).toEqual({ adminKey: "sk-admin-twin", baseUrl });
  } finally {
    await other.stop();
  }
});
