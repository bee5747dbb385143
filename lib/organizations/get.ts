import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { db } from "#lib/db.ts";
import type { OrganizationStatus } from "#lib/generated/prisma/enums.ts";

export type OrganizationSettings = {
  id: string;
  slug: string;
  name: string;
  baseUrl: string;
  timeZone: string;
  status: OrganizationStatus;
  adminKeyHint: string;
  missingPermissions: string[];
  createdAt: Date;
  disconnectedAt: Date | null;
};

/** What the settings page shows of the actor's organization: everything but the sealed key. */
export async function getOrganization(actor: Actor): Promise<OrganizationSettings> {
  authorize(actor, "organizations.read");
  return db.organization.findUniqueOrThrow({
    where: { id: actor.organization.id },
    select: {
      id: true,
      slug: true,
      name: true,
      baseUrl: true,
      timeZone: true,
      status: true,
      adminKeyHint: true,
      missingPermissions: true,
      createdAt: true,
      disconnectedAt: true,
    },
  });
}
