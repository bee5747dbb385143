import { randomBytes } from "node:crypto";
import { encrypt, pack } from "#lib/secrets/cipher.ts";
import type { KeyRing } from "#lib/secrets/key-ring.ts";
import { ownKeyRing } from "#lib/secrets/key-ring.ts";

/** Where a sealed secret is kept. It is authenticated with it: moved to another row it no longer opens. */
export type SecretPlace = { table: string; row: string; column: string };

/** The text that is authenticated with the data (and, under the key's id, with the wrapped key). */
export function placeText({ table, row, column }: SecretPlace): string {
  return `${table}:${row}:${column}`;
}

/**
 * Seals a secret for one column of one row: a random data key encrypts it, the wrapping key encrypts the data
 * key, both with AES-256-GCM. The text is `v1:<wrapping key id>:<wrapped>:<iv>:<tag>:<ciphertext>` in base64url;
 * rotation needs to unwrap and wrap the data key only.
 */
export function seal(secret: string, place: SecretPlace, ring: KeyRing = ownKeyRing()): string {
  const [wrapping] = ring;
  const aad = placeText(place);
  const dataKey = randomBytes(32);
  const wrapped = pack(encrypt(wrapping.key, dataKey, `${wrapping.id}:${aad}`));
  const { iv, tag, ciphertext } = encrypt(dataKey, Buffer.from(secret), aad);
  dataKey.fill(0);
  return [
    "v1",
    wrapping.id,
    ...[wrapped, iv, tag, ciphertext].map((bytes) => bytes.toString("base64url")),
  ].join(":");
}
