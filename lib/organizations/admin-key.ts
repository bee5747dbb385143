import { createHmac } from "node:crypto";
import { db } from "#lib/db.ts";
import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";
import { deriveKey } from "#lib/secrets/key-ring.ts";
import type { SecretPlace } from "#lib/secrets/seal.ts";
import { unseal } from "#lib/secrets/unseal.ts";

/** Where the admin key of an organization is sealed. */
export function adminKeyPlace(organizationId: string): SecretPlace {
  return { table: "organizations", row: organizationId, column: "sealed_admin_key" };
}

/** What a person may see of a key: its last four characters, as OpenAI's own console shows them. */
export function adminKeyHint(adminKey: string): string {
  return adminKey.length >= 12 ? `…${adminKey.slice(-4)}` : "…";
}

/** Tells whether two connections use the same key without opening either; of no use without METSUKE_SECRET. */
export function adminKeyFingerprint(adminKey: string): string {
  const key = deriveKey(env().METSUKE_SECRET, "organizations/admin-key-fingerprint");
  return createHmac("sha256", key).update(adminKey).digest("base64url");
}

/**
 * The admin key of a connected organization, opened, and where to use it. Never show, log or store it.
 * Throws DomainError "unavailable" once the organization is disconnected, SecretError if it cannot be opened.
 */
export async function adminKeyOf(organizationId: string): Promise<{ adminKey: string; baseUrl: string }> {
  const organization = await db.organization.findUnique({
    where: { id: organizationId },
    select: { name: true, baseUrl: true, sealedAdminKey: true },
  });
  if (!organization?.sealedAdminKey) {
    throw new DomainError("unavailable", "organizationDisconnected", { name: organization?.name ?? "" });
  }
  const adminKey = unseal(organization.sealedAdminKey, adminKeyPlace(organizationId));
  return { adminKey, baseUrl: organization.baseUrl };
}
