import type { AdminOrganization, Answered } from "#lib/admin-api/call.ts";
import { callUpstream } from "#lib/admin-api/call.ts";
import { UpstreamRefusal } from "#lib/admin-api/errors.ts";

/** What upstream knows of one object; null when it says that there is none, or none any more in an archived project. */
export async function readOrGone<Answer>(
  organizationId: string,
  template: string,
  ask: (organization: AdminOrganization) => PromiseLike<Answer>,
): Promise<Answered<Answer> | null> {
  try {
    return await callUpstream(organizationId, template, ask);
  } catch (error) {
    const isGone =
      error instanceof UpstreamRefusal && (error.status === 404 || error.code === "project_archived");
    if (isGone) return null;
    throw error;
  }
}
