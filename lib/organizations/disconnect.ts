import { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";
import { getOrganization } from "#lib/organizations/get.ts";
import { holdOrganization } from "#lib/organizations/hold-organization.ts";

export const DisconnectOrganization = z.object({ phrase: z.string() });

/**
 * Destroys the sealed admin key, which ends every synchronization and every change upstream. What was mirrored
 * stays and can be read; connecting again takes a key. Throws DomainError "invalid" unless the phrase is the slug.
 */
export async function disconnectOrganization(
  actor: Actor,
  { phrase }: z.output<typeof DisconnectOrganization>,
): Promise<{ name: string }> {
  authorize(actor, "organizations.disconnect");
  const { id, slug, name, status, adminKeyHint } = await getOrganization(actor);
  if (phrase !== slug) throw new DomainError("invalid", "fields.confirmPhrase");
  if (status === "disconnected") throw new DomainError("conflict", "organizationDisconnected", { name });

  await localChange(
    {
      actor,
      organizationId: id,
      action: "organization.disconnect",
      target: { kind: "organization", id, label: name },
      before: { status, adminKeyHint },
    },
    async (tx) => {
      await holdOrganization(tx, id);
      // Of several at once one is first: what was read before says nothing of the others.
      const isGone = await tx.organization.count({ where: { id, status: "disconnected" } });
      if (isGone > 0) throw new DomainError("conflict", "organizationDisconnected", { name });
      const read = await tx.stream.findMany({
        where: { organizationId: id, asOf: { not: null } },
        select: { kind: true, asOf: true },
      });
      await tx.blindPeriod.createMany({
        data: read.map(({ kind, asOf }) => ({
          organizationId: id,
          stream: kind,
          reason: "disconnected",
          fromAt: asOf ?? new Date(),
        })),
        skipDuplicates: true,
      });
      await tx.stream.updateMany({
        where: { organizationId: id },
        data: {
          runStartedAt: null,
          notBefore: null,
          lastErrorCode: null,
          lastErrorMessage: null,
          failures: 0,
        },
      });
      return tx.organization.update({
        where: { id },
        data: {
          sealedAdminKey: null,
          adminKeyFingerprint: null,
          adminKeyHint: "",
          status: "disconnected",
          disconnectedAt: new Date(),
        },
        select: { status: true, adminKeyHint: true },
      });
    },
  );
  return { name };
}
