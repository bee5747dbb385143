import { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";
import { adminKeyFingerprint, adminKeyHint, adminKeyPlace } from "#lib/organizations/admin-key.ts";
import { AdminKey } from "#lib/organizations/connect.ts";
import { refuseSecondConnection } from "#lib/organizations/duplicates.ts";
import { getOrganization } from "#lib/organizations/get.ts";
import { holdOrganization } from "#lib/organizations/hold-organization.ts";
import type { Probe } from "#lib/organizations/probe.ts";
import { probeAdminKey } from "#lib/organizations/probe.ts";
import { scoped } from "#lib/scoped.ts";
import { seal } from "#lib/secrets/seal.ts";

export const ReplaceKey = z.object({ adminKey: AdminKey });

/** A key of another organization would mix two organizations in one mirror: their projects tell them apart. */
async function refuseForeignKey(actor: Actor, probe: Probe): Promise<void> {
  if (probe.projectIds.length === 0) return;
  const mirrored = await scoped(actor).project.count();
  const shared = await scoped(actor).project.count({ where: { id: { in: probe.projectIds } } });
  if (mirrored > 0 && shared === 0) throw new DomainError("conflict", "keyOfAnotherOrganization");
}

/** Tries a new admin key and seals it in the old one's place; a disconnected organization is connected again by it. */
export async function replaceKey(actor: Actor, { adminKey }: z.output<typeof ReplaceKey>): Promise<Probe> {
  authorize(actor, "organizations.connect");
  const before = await getOrganization(actor);
  const { id, baseUrl } = before;

  const probe = await probeAdminKey(adminKey, baseUrl);
  await refuseForeignKey(actor, probe);
  await refuseSecondConnection({ adminKey, baseUrl, projectIds: probe.projectIds, exceptId: id });

  await localChange(
    {
      actor,
      organizationId: id,
      action: "organization.replaceKey",
      target: { kind: "organization", id, label: before.name },
      before: {
        adminKeyHint: before.adminKeyHint,
        missingPermissions: before.missingPermissions,
        status: before.status,
      },
    },
    async (tx) => {
      await holdOrganization(tx, id);
      // What waited because of the old key goes on at once.
      await tx.stream.updateMany({ where: { organizationId: id }, data: { notBefore: null } });
      return tx.organization.update({
        where: { id },
        data: {
          sealedAdminKey: seal(adminKey, adminKeyPlace(id)),
          adminKeyHint: adminKeyHint(adminKey),
          adminKeyFingerprint: adminKeyFingerprint(adminKey),
          missingPermissions: probe.areas.flatMap(({ area, verdict }) =>
            verdict === "lacking" ? [area] : [],
          ),
          status: "connected",
          disconnectedAt: null,
        },
        select: { adminKeyHint: true, missingPermissions: true, status: true },
      });
    },
  );
  return probe;
}
