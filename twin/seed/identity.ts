import { createHash } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** The id that the demonstration organization's `slug` has on every machine: prefix and 24 letters and digits. */
export function seededId(prefix: string, slug: string): string {
  const bytes = createHash("sha256").update(`${prefix}${slug}`).digest();
  return prefix + Array.from(bytes.subarray(0, 24), (byte) => alphabet[byte % alphabet.length]).join("");
}

export function seededHex(slug: string): string {
  return createHash("sha256").update(slug).digest("hex").slice(0, 32);
}

export const userId = (slug: string) => seededId("user-", slug);
export const projectId = (slug: string) => seededId("proj_", slug);
export const accountId = (slug: string) => seededId("svc_acct_", slug);
export const keyId = (slug: string) => seededId("key_", slug);
export const groupId = (slug: string) => seededHex(`group ${slug}`);
