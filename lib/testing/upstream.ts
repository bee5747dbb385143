import type { RunningTwin } from "#twin/server.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { writer } from "#lib/db-writer.ts";
import { mirrorMembers } from "#lib/mirror/members.ts";
import { mirrorProjectMembers } from "#lib/mirror/project-members.ts";
import { mirrorProjects } from "#lib/mirror/projects.ts";
import { adminKeyPlace } from "#lib/organizations/admin-key.ts";
import { seal } from "#lib/secrets/seal.ts";
import { anId, anOrganization } from "#lib/testing/factories.ts";

type In = { id: string };

/** An organization connected to a twin, its mirror empty. */
export async function aConnectedOrganization(twin: Pick<RunningTwin, "url">, adminKey = "sk-admin-twin") {
  const organization = await anOrganization({ baseUrl: twin.url });
  return writer.organization.update({
    where: { id: organization.id },
    data: { sealedAdminKey: seal(adminKey, adminKeyPlace(organization.id)) },
  });
}

/** Somebody in the twin, mirrored. */
export async function aTwinMember(twin: TestTwin, organization: In, role = "reader"): Promise<In> {
  const id = anId("user");
  await twin.sql(
    "INSERT INTO twin.users (id, email, name, role, added_at) VALUES ($1, $2, $3, $4, 1760000000)",
    [id, `${id}@example.com`, `Person ${id}`, role],
  );
  await mirrorMembers(writer, organization.id, [await twin.admin.users.retrieve(id)], new Date());
  return { id };
}

/** A project in the twin, mirrored. */
export async function aTwinProject(twin: TestTwin, organization: In): Promise<{ id: string; name: string }> {
  const name = anId("Project");
  const project = await twin.admin.projects.create({ name });
  await mirrorProjects(writer, organization.id, [project], new Date());
  return { id: project.id, name };
}

/** Puts somebody in a project in the twin, mirrored. */
export async function aTwinMembership(
  twin: TestTwin,
  organization: In,
  project: In,
  member: In,
  role = "member",
): Promise<void> {
  const user = await twin.admin.projects.users.create(project.id, { user_id: member.id, role });
  await mirrorProjectMembers(writer, organization.id, project.id, [user], new Date());
}
