import { expect, test } from "vitest";
import { findAnything } from "#lib/search/find.ts";
import { aKey, aMember, anActor, anOrganization, aProject } from "#lib/testing/factories.ts";

test("finds members by name or email, projects and keys by name, in one organization only", async () => {
  const [organization, other] = await Promise.all([anOrganization(), anOrganization()]);
  const actor = await anActor({ organization });
  const member = await aMember(organization, { name: "Zenobia Quark" });
  const project = await aProject(organization, { name: "Quarkspotting" });
  const key = await aKey(project, { name: "quark-key" });
  await aMember(other, { name: "Quark Elsewhere" });
  await aMember(organization, { name: "Quark Gone", deletedAt: new Date() });

  const hits = await findAnything(actor, " QUARK ");

  expect(hits.map(({ kind, id }) => [kind, id])).toEqual([
    ["member", member.id],
    ["project", project.id],
    ["key", key.id],
  ]);
});

test("shows no keys to a role that may not see them", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization, role: "viewer" });
  const project = await aProject(organization, { name: "Plasma" });
  await aKey(project, { name: "plasma-key" });

  expect((await findAnything(actor, "plasma")).map(({ kind }) => kind)).toEqual(["project"]);
});

test.each(["", "a", "%", "%%", "\\_", "x".repeat(5000)])("finds nothing for %j", async (text) => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await aMember(organization, { name: "Anna Example" });

  expect(await findAnything(actor, text)).toEqual([]);
});
