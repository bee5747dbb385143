import { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { getOrganization } from "#lib/organizations/get.ts";
import { OrganizationName } from "#lib/organizations/organization-name.ts";
import { TimeZone } from "#lib/organizations/time-zones.ts";
import { requestRollups } from "#lib/streams/request-rollups.ts";

export const UpdateOrganization = z.object({
  name: OrganizationName,
  timeZone: TimeZone,
});

/** Renames the organization here, or moves it to another time zone: its days then begin elsewhere, so the daily usage is built anew. */
export async function updateOrganization(
  actor: Actor,
  { name, timeZone }: z.output<typeof UpdateOrganization>,
): Promise<{ name: string; timeZone: string }> {
  authorize(actor, "organizations.update");
  const before = await getOrganization(actor);

  const after = await localChange(
    {
      actor,
      organizationId: before.id,
      action: "organization.update",
      target: { kind: "organization", id: before.id, label: before.name },
      before: { name: before.name, timeZone: before.timeZone },
    },
    (tx) =>
      tx.organization.update({
        where: { id: before.id },
        data: { name, timeZone },
        select: { name: true, timeZone: true },
      }),
  );
  if (timeZone !== before.timeZone) await requestRollups(before.id);
  return after;
}
