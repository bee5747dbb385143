import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";
import { listRecentChanges } from "#lib/changes/list-recent.ts";
import { addProjectMember } from "#lib/projects/add-member.ts";
import { createProject } from "#lib/projects/create.ts";
import { renameProject } from "#lib/projects/rename.ts";
import { anActor, anId } from "#lib/testing/factories.ts";
import { aConnectedOrganization, aTwinMember } from "#lib/testing/upstream.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin();
});
afterAll(() => twin.stop());

test("a project shows how it came to be, its changes and those of its members; so does each member", async () => {
  const organization = await aConnectedOrganization(twin);
  const actor = await anActor({ organization });
  const name = anId("Project");
  const project = await createProject(actor, { name });
  await createProject(actor, { name: anId("Another") });
  const member = await aTwinMember(twin, organization);
  await addProjectMember(actor, { projectId: project.id, memberId: member.id, role: "member" });
  await renameProject(actor, { projectId: project.id, name: anId("Next"), expectedName: name });

  const actionsOf = async (target: Parameters<typeof listRecentChanges>[1]) =>
    (await listRecentChanges(actor, target)).map(({ action }) => action);
  expect(await actionsOf({ kind: "project", id: project.id })).toEqual([
    "project.rename",
    "project.addMember",
    "project.create",
  ]);
  expect(await actionsOf({ kind: "member", id: member.id })).toEqual(["project.addMember"]);
  const viewer = await anActor({ role: "viewer", organization });
  await expect(listRecentChanges(viewer, { kind: "member", id: member.id })).rejects.toMatchObject({
    code: "forbidden",
  });
});
