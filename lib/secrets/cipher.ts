import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

export type Encrypted = { iv: Buffer; tag: Buffer; ciphertext: Buffer };

/** AES-256-GCM with a random IV. aad is authenticated and must be given again to decrypt. */
export function encrypt(key: Buffer, plain: Buffer, aad: string): Encrypted {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(aad));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { iv, tag: cipher.getAuthTag(), ciphertext };
}

/** The plain bytes; throws when key, aad or any byte differs. */
export function decrypt(key: Buffer, { iv, tag, ciphertext }: Encrypted, aad: string): Buffer {
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(aad));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}

/** IV, tag and ciphertext in one run of bytes. */
export function pack({ iv, tag, ciphertext }: Encrypted): Buffer {
  return Buffer.concat([iv, tag, ciphertext]);
}

export function unpack(bytes: Buffer): Encrypted {
  return {
    iv: bytes.subarray(0, ivBytes),
    tag: bytes.subarray(ivBytes, ivBytes + tagBytes),
    ciphertext: bytes.subarray(ivBytes + tagBytes),
  };
}
