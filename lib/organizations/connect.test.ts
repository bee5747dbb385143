import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestTwin } from "#twin/testing/twin.ts";
import { hashSecret } from "#twin/ids.ts";
import { startTestTwin } from "#twin/testing/twin.ts";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { adminKeyOf } from "#lib/organizations/admin-key.ts";
import { ConnectOrganization, connectOrganization } from "#lib/organizations/connect.ts";
import { anActor, aPerson, anId, trailOf } from "#lib/testing/factories.ts";

let twin: TestTwin;

beforeAll(async () => {
  twin = await startTestTwin();
});

afterAll(async () => {
  await twin.stop();
});

/** One key is connected once: each test has its own. */
async function aTwinKey(of: TestTwin): Promise<string> {
  const value = `sk-admin-${randomUUID()}`;
  await of.sql(
    `INSERT INTO twin.admin_keys (id, name, value_hash, redacted_value, owner_id, created_at)
     SELECT $1, 'Console', $2, 'sk-admin-…', owner_id, 1760000000 FROM twin.admin_keys LIMIT 1`,
    [anId("key"), hashSecret(value)],
  );
  return value;
}

async function input(given: Partial<z.input<typeof ConnectOrganization>> = {}) {
  return ConnectOrganization.parse({
    name: anId("Hikari"),
    baseUrl: twin.url,
    timeZone: "Asia/Tokyo",
    adminKey: await aTwinKey(twin),
    ...given,
  });
}

test("an owner of the console connects an organization; the key is sealed and on no trail", async () => {
  const owner = await aPerson("owner");
  const wanted = await input();
  const { id, slug, probe } = await connectOrganization(owner, wanted);

  expect(probe.areas.every(({ verdict }) => verdict === "allowed")).toBe(true);
  expect(slug).toBe(wanted.name.toLowerCase());
  const row = await db.organization.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ status: "connected", timeZone: "Asia/Tokyo", missingPermissions: [] });
  expect(JSON.stringify(row)).not.toContain(wanted.adminKey);
  expect(await adminKeyOf(id)).toEqual({ adminKey: wanted.adminKey, baseUrl: twin.url });

  expect(await trailOf({ id }, id)).toEqual(["organization.connect succeeded"]);
  const entries = await db.trailEntry.findMany({ where: { organizationId: id } });
  expect(JSON.stringify(entries)).not.toContain(wanted.adminKey);

  const again = connectOrganization(owner, { ...wanted, name: "Other", slug: anId("other") });
  await expect(again).rejects.toMatchObject({ code: "conflict", key: "alreadyConnected" });
});

test("another key of an organization whose projects are mirrored is refused", async () => {
  const owner = await aPerson("owner");
  const other = await startTestTwin();
  try {
    const first = await input({ baseUrl: other.url, adminKey: await aTwinKey(other) });
    const { id: organizationId, probe } = await connectOrganization(owner, first);
    const mirrored = probe.projectIds.map((id) => ({ organizationId, id, raw: {}, mirroredAt: new Date() }));
    await writer.project.createMany({ data: mirrored });

    const second = await input({ baseUrl: other.url, adminKey: await aTwinKey(other) });
    const refused = connectOrganization(owner, second);
    await expect(refused).rejects.toMatchObject({ key: "alreadyConnected", values: { name: first.name } });
  } finally {
    await other.stop();
  }
});

test("whoever holds no role over the console, or a lesser one, may not connect", async () => {
  const wanted = await input();
  for (const role of [null, "admin", "finance", "auditor", "viewer"] as const) {
    const person = await aPerson(role);
    await expect(connectOrganization(person, wanted)).rejects.toMatchObject({ code: "forbidden" });
  }
  const { id: userId } = await anActor({ role: "owner" });
  expect(await db.grant.count({ where: { userId, organizationId: null } })).toBe(0);
});

test("a rejected key leaves nothing behind", async () => {
  const owner = await aPerson("owner");
  const wanted = await input({ adminKey: `sk-admin-wrong-${randomUUID()}` });
  await expect(connectOrganization(owner, wanted)).rejects.toMatchObject({ key: "adminKeyRejected" });
  expect(await db.organization.count({ where: { name: wanted.name } })).toBe(0);
});

test("a key that lacks a permission is saved, and what it lacks with it", async () => {
  const other = await startTestTwin({
    faults: [{ kind: "missingScope", on: "GET /organization/costs", scope: "api.usage.read" }],
  });
  try {
    const wanted = await input({ baseUrl: other.url, adminKey: "sk-admin-twin" });
    const { id, probe } = await connectOrganization(await aPerson("owner"), wanted);
    expect(probe.areas.find(({ area }) => area === "costs")).toMatchObject({ verdict: "lacking" });
    const row = await db.organization.findUniqueOrThrow({ where: { id } });
    expect(row.missingPermissions).toEqual(["costs"]);
  } finally {
    await other.stop();
  }
});

test("a taken slug is refused; one made from the name steps aside", async () => {
  const owner = await aPerson("owner");
  const others = await Promise.all([startTestTwin(), startTestTwin(), startTestTwin()]);
  try {
    const [first, second, third] = others.map(({ url }) => ({ baseUrl: url, adminKey: "sk-admin-twin" }));
    const name = anId("Berlin");
    await connectOrganization(owner, await input({ ...first, name }));
    const { slug } = await connectOrganization(owner, await input({ ...second, name }));
    expect(slug).toBe(`${name.toLowerCase()}-2`);
    const taken = connectOrganization(owner, await input({ ...third, slug: name.toLowerCase() }));
    await expect(taken).rejects.toMatchObject({ code: "conflict", key: "slugTaken" });
  } finally {
    await Promise.all(others.map((one) => one.stop()));
  }
});

test.each([
  [{ name: "  " }, "name", "required"],
  [{ slug: "Not A Slug" }, "slug", "slug"],
  [{ slug: "-x" }, "slug", "slug"],
  [{ baseUrl: "ftp://example.com" }, "baseUrl", "url"],
  [{ baseUrl: "javascript:alert(1)" }, "baseUrl", "url"],
  [{ baseUrl: "https://user:pass@example.com/v1" }, "baseUrl", "url"],
  [{ baseUrl: "http://169.254.169.254/latest" }, "baseUrl", "linkLocal"],
  [{ timeZone: "+09:00" }, "timeZone", "timeZone"],
  [{ timeZone: "Mars/Olympus" }, "timeZone", "timeZone"],
  [{ adminKey: "sk admin with spaces" }, "adminKey", "adminKey"],
  [{ adminKey: "sk-ключ-1234" }, "adminKey", "adminKey"],
])("%j is refused at its field", (wrong, field, message) => {
  const form = { name: "Hikari", adminKey: "sk-admin-12345678", ...wrong };
  const parsed = ConnectOrganization.safeParse(form);
  expect(parsed.error?.issues).toMatchObject([{ path: [field], message }]);
});

test("an address is kept without its last slash, and an empty one is OpenAI's", () => {
  const parse = (baseUrl: string) =>
    ConnectOrganization.parse({ name: "x", adminKey: "sk-admin-12345678", baseUrl }).baseUrl;
  expect(parse("http://127.0.0.1:4100/v1//")).toBe("http://127.0.0.1:4100/v1");
  expect(parse("")).toBe("https://api.openai.com/v1");
});
