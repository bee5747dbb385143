/** A process that changes an organization again and again through the console's own verbs, until it is killed. */
import { setTimeout as sleep } from "node:timers/promises";
import { createProject } from "#lib/projects/create.ts";
import { renameProject } from "#lib/projects/rename.ts";
import { inviteMember } from "#lib/members/invite.ts";
import { revokeInvite } from "#lib/invites/revoke.ts";
import { anActor, anId } from "#lib/testing/factories.ts";

const [id = "", slug = ""] = process.argv.slice(2);
const actor = await anActor({ role: "owner", organization: { id, slug } });

async function change(): Promise<void> {
  const name = anId("Killed");
  const project = await createProject(actor, { name });
  await renameProject(actor, { projectId: project.id, name: `${name} again`, expectedName: name });
  const email = `${anId("killed")}@example.com`;
  const invite = await inviteMember(actor, { email, role: "reader", joins: "none", projects: [] });
  if (Math.random() < 0.5) await revokeInvite(actor, { inviteId: invite.id });
}

while (true) {
  await change().catch(() => undefined);
  await sleep(100);
}
