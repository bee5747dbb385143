import type { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { TrailActor } from "#lib/audit/record.ts";
import { db } from "#lib/db.ts";
import {
  adminKeyFingerprint,
  adminKeyHint,
  adminKeyOf,
  adminKeyPlace,
} from "#lib/organizations/admin-key.ts";
import { connectAs, ConnectOrganization } from "#lib/organizations/connect.ts";
import { SecretError } from "#lib/secrets/errors.ts";
import { seal } from "#lib/secrets/seal.ts";

type Wanted = z.input<typeof ConnectOrganization> & { slug: string };

/** Whether the sealed key still opens: after METSUKE_SECRET was lost it does not. */
async function canOpenKey(organizationId: string): Promise<boolean> {
  try {
    await adminKeyOf(organizationId);
    return true;
  } catch (error) {
    if (error instanceof SecretError) return false;
    throw error;
  }
}

/** Points a connected organization to where its upstream is now, and seals its key anew if it no longer opens. */
async function repair(
  actor: TrailActor,
  id: string,
  wanted: z.output<typeof ConnectOrganization>,
): Promise<void> {
  const { name, baseUrl } = await db.organization.findUniqueOrThrow({ where: { id } });
  const isReadable = await canOpenKey(id);
  if (isReadable && baseUrl === wanted.baseUrl) return;

  const resealed = {
    sealedAdminKey: seal(wanted.adminKey, adminKeyPlace(id)),
    adminKeyHint: adminKeyHint(wanted.adminKey),
    adminKeyFingerprint: adminKeyFingerprint(wanted.adminKey),
  };
  const target = { kind: "organization", id, label: name };
  await localChange(
    { actor, organizationId: id, action: "organization.update", target, before: { baseUrl } },
    (tx) =>
      tx.organization.update({
        where: { id },
        data: { baseUrl: wanted.baseUrl, ...(!isReadable && resealed) },
        select: { baseUrl: true, adminKeyHint: true },
      }),
  );
}

/** The id of the organization of this slug, connected (or it throws) unless there; disconnected ones stay so. */
export async function ensureOrganization(actor: TrailActor, input: Wanted): Promise<string> {
  const wanted = ConnectOrganization.parse(input);
  const existing = await db.organization.findUnique({
    where: { slug: wanted.slug },
    select: { id: true, status: true },
  });
  if (!existing) return (await connectAs(actor, wanted)).id;
  if (existing.status !== "disconnected") await repair(actor, existing.id, wanted);
  return existing.id;
}
