import { decrypt, unpack } from "#lib/secrets/cipher.ts";
import { SecretError } from "#lib/secrets/errors.ts";
import type { KeyRing } from "#lib/secrets/key-ring.ts";
import { ownKeyRing } from "#lib/secrets/key-ring.ts";
import type { SecretPlace } from "#lib/secrets/seal.ts";
import { placeText } from "#lib/secrets/seal.ts";

const format = /^v1:([\w-]+):([\w-]+):([\w-]{16}):([\w-]{22}):([\w-]*)$/;

/** The bytes of a part; unlike Buffer.from, refuses a text that is not the one spelling of its bytes. */
function bytesOf(part: string): Buffer {
  const bytes = Buffer.from(part, "base64url");
  if (bytes.toString("base64url") !== part) throw new SecretError("malformed");
  return bytes;
}

/** Opens what seal() made for the same place. Throws SecretError when it cannot, saying which of the three is wrong. */
export function unseal(sealed: string, place: SecretPlace, ring: KeyRing = ownKeyRing()): string {
  const [, id, ...parts] = format.exec(sealed) ?? [];
  const [wrapped, iv, tag, ciphertext] = parts.map(bytesOf);
  if (!wrapped || !iv || !tag || !ciphertext) throw new SecretError("malformed");

  const wrapping = ring.find((key) => key.id === id);
  if (!wrapping) throw new SecretError("unknown_key");

  const aad = placeText(place);
  try {
    const dataKey = decrypt(wrapping.key, unpack(wrapped), `${wrapping.id}:${aad}`);
    return decrypt(dataKey, { iv, tag, ciphertext }, aad).toString();
  } catch (error) {
    throw new SecretError("tampered", { cause: error });
  }
}
