import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "#lib/env.ts";
import { deriveKey } from "#lib/secrets/key-ring.ts";

type Linked = { organizationId: string; exportId: string };

let key: Buffer | undefined;

function signatureOf({ organizationId, exportId }: Linked, expires: number): Buffer {
  key ??= deriveKey(env().METSUKE_SECRET, "exports/link");
  return createHmac("sha256", key).update(`${organizationId}\n${exportId}\n${expires}`).digest();
}

/**
 * What an export's links end in: when they expire (seconds since 1970) and a signature over that, the
 * organization and the export. It is no permission: the reader signs in and must be allowed to as well.
 */
export function signLink(linked: Linked, expiresAt: Date): string {
  const expires = Math.floor(expiresAt.getTime() / 1000);
  return `${expires}.${signatureOf(linked, expires).toString("base64url")}`;
}

/** Whether a link was made for this export and is still good. */
export function checkLink(linked: Linked, link: string, now = new Date()): "good" | "expired" | "forged" {
  const [digits = "", signature = "", ...more] = link.split(".");
  if (!/^[1-9]\d{0,10}$/.test(digits) || more.length > 0) return "forged";
  const expires = Number(digits);
  const [given, own] = [Buffer.from(signature, "base64url"), signatureOf(linked, expires)];
  // Re-encoded: a signature has one spelling only.
  const isOwn =
    given.length === own.length && timingSafeEqual(given, own) && own.toString("base64url") === signature;
  if (!isOwn) return "forged";
  return expires * 1000 > now.getTime() ? "good" : "expired";
}
