import { expect, test } from "vitest";
import { costFacts, usageFacts } from "#lib/testing/facts.ts";
import { aKey, aMember, anActor, anOrganization, aProject, aServiceAccount } from "#lib/testing/factories.ts";
import { listOptions } from "./list-options.ts";
import { nameGroups } from "./name-groups.ts";

test("groups go by their names, gone ones too, and another organization's names stay unknown", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  const live = await aProject(organization, { name: "Search" });
  const gone = await aProject(organization, { name: "Old", deletedAt: new Date() });
  const theirs = await aProject(await anOrganization(), { name: "Secret" });

  const names = await nameGroups(actor, "project", [live.id, gone.id, theirs.id, ""]);
  expect(Object.fromEntries(names)).toEqual({
    [live.id]: { label: "Search", detail: live.id, isGone: false },
    [gone.id]: { label: "Old", detail: gone.id, isGone: true },
  });
});

test("who may not see keys knows them by id alone, and cannot search them", async () => {
  const organization = await anOrganization();
  const key = await aKey(await aProject(organization), { name: "Payroll" });
  const auditor = await anActor({ organization, role: "auditor" });
  const viewer = await anActor({ organization, role: "viewer" });

  expect((await nameGroups(auditor, "key", [key.id])).get(key.id)?.label).toBe("Payroll");
  expect((await nameGroups(viewer, "key", [key.id])).size).toBe(0);
  await expect(listOptions(viewer, { of: "key", search: "" })).rejects.toMatchObject({ code: "forbidden" });
});

test("options are found by a part of the name, wildcards taken literally, in one's own organization only", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  const project = await aProject(organization, { name: "100% Search_Tokyo" });
  await aProject(organization, { name: "1000 Searches" });
  await aProject(await anOrganization(), { name: "100% Theirs" });
  await aMember(organization, { id: "user-x", name: "田中 愛子", email: "aiko@example.com" });

  const found = await listOptions(actor, { of: "project", search: "100% s" });
  expect(found).toEqual([{ value: project.id, label: "100% Search_Tokyo", detail: project.id }]);
  expect(await listOptions(actor, { of: "member", search: "愛子" })).toMatchObject([{ value: "user-x" }]);
});

test("models and line items are known from what was used; line items only to who may see costs", async () => {
  const organization = await anOrganization();
  const on = new Date().toISOString().slice(0, 10);
  await usageFacts(organization, [{ at: `${on}T00:00:00Z`, model: "gpt-6-mini", requests: 1 }]);
  await costFacts(organization, "project_line_item", [{ on, lineItem: "gpt-6-mini, input", amount: "1" }]);
  const finance = await anActor({ organization, role: "finance" });
  const viewer = await anActor({ organization, role: "viewer" });

  expect(await listOptions(viewer, { of: "model", search: "MINI" })).toMatchObject([{ value: "gpt-6-mini" }]);
  expect(await listOptions(finance, { of: "lineItem", search: "" })).toHaveLength(1);
  await expect(listOptions(viewer, { of: "lineItem", search: "" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("what has an empty name goes by the next best, as it does in files and in the lists to pick from", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  const project = await aProject(organization, { name: "" });
  const key = await aKey(project, { name: "", redactedValue: "sk-proj-…wxyz" });
  const member = await aMember(organization, { name: "", email: "nameless@example.com" });
  const account = await aServiceAccount(project, { name: "" });

  const label = async (dimension: "project" | "key" | "member", id: string) =>
    (await nameGroups(actor, dimension, [id])).get(id)?.label;
  expect(await label("key", key.id)).toBe("sk-proj-…wxyz");
  expect(await label("project", project.id)).toBe(project.id);
  expect(await label("member", member.id)).toBe("nameless@example.com");
  expect(await label("member", account.id)).toBe(account.id);
  const [found] = await listOptions(actor, { of: "member", search: "nameless" });
  expect(found?.label).toBe("nameless@example.com");
  expect((await listOptions(actor, { of: "project", search: project.id }))[0]?.label).toBe(project.id);
});
