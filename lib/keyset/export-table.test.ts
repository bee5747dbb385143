import { expect, test } from "vitest";
import { exportKeys } from "#lib/keys/export.ts";
import { everyKey } from "#lib/keys/list.ts";
import { exportMembers } from "#lib/members/export.ts";
import { exportProjects } from "#lib/projects/export.ts";
import type { Download } from "#lib/exports/open.ts";
import { aKey, aMember, anActor, anOrganization, aProject, trailOf } from "#lib/testing/factories.ts";

const everyone = { search: "", role: null, projectId: null, hasKeys: null, isRemoved: false };
const still = new AbortController().signal;

async function linesOf({ body }: Download): Promise<string[]> {
  return (await new Response(body).text()).trimEnd().split("\n");
}

test("members, projects and keys are downloaded as filtered, formulas disarmed, nothing of others", async () => {
  const actor = await anActor();
  const other = await anOrganization();
  await aMember(other, { name: "Foreign" });
  await aKey(await aProject(other), { name: "foreign" });
  const member = await aMember(actor.organization, { name: '=HYPERLINK("x")', email: "b@example.com" });
  await aMember(actor.organization, { name: "田中, 直樹", email: "a@example.com", role: "owner" });
  const project = await aProject(actor.organization, { name: " @SUM(1)" });
  await aKey(project, { ownerKind: "user", ownerId: member.id, name: "+1", lastUsedAt: null });

  const [heads, formula, comma, ...rest] = await linesOf(await exportMembers(actor, everyone, still));
  expect(heads).toBe(
    "id,name,email,role,added_at,api_key_last_used_at,is_service_account,is_scim_managed,removed_at,api_keys",
  );
  expect(formula).toContain(`"'=HYPERLINK(""x"")",b@example.com,reader,2026-01-05 00:00:00+00`);
  expect(comma).toContain('"田中, 直樹",a@example.com,owner');
  expect(rest).toEqual([]);
  expect(await linesOf(await exportMembers(actor, { ...everyone, role: "owner" }, still))).toHaveLength(2);

  const projects = await linesOf(await exportProjects(actor, { search: "", status: "active" }, still));
  expect(projects[1]).toContain("' @SUM(1),active");
  const keys = await linesOf(await exportKeys(actor, everyKey, still));
  expect(keys).toHaveLength(2);
  expect(keys[1]).toMatch(/'\+1,.*' @SUM\(1\),user.*neverUsed$/);
  expect(await trailOf(actor.organization, "keys")).toContain("table.export succeeded");
});

test("a download tells nobody more than the page does", async () => {
  const viewer = await anActor({ role: "viewer" });
  const [heads] = await linesOf(await exportMembers(viewer, everyone, still));
  expect(heads).not.toContain("api_keys");
  const [projectHeads] = await linesOf(await exportProjects(viewer, { search: "", status: "all" }, still));
  expect(projectHeads).not.toContain("cost");
  await expect(exportKeys(viewer, everyKey, still)).rejects.toMatchObject({ code: "forbidden" });
});
