import { hkdfSync } from "node:crypto";
import { env } from "#lib/env.ts";

/** A key that wraps data keys. id is derived from the secret too, and tells nothing about it. */
export type WrappingKey = { id: string; key: Buffer };

/** The first key seals; all of them open, so that secrets sealed before a rotation stay readable. */
export type KeyRing = readonly [WrappingKey, ...WrappingKey[]];

/** A key of this length for one purpose, derived from METSUKE_SECRET (HKDF-SHA256): purposes never share a key. */
export function deriveKey(secret: string, purpose: string, bytes = 32): Buffer {
  return Buffer.from(hkdfSync("sha256", Buffer.from(secret, "base64"), "", `metsuke/${purpose}`, bytes));
}

function wrappingKey(secret: string): WrappingKey {
  return {
    id: deriveKey(secret, "secrets/wrapping-key-id", 6).toString("base64url"),
    key: deriveKey(secret, "secrets/wrapping-key"),
  };
}

/** The ring of these secrets (base64), the current one first. */
export function keyRing(current: string, ...previous: string[]): KeyRing {
  return [wrappingKey(current), ...previous.map(wrappingKey)];
}

let own: KeyRing | undefined;

/** The ring of this process, from METSUKE_SECRET. */
export function ownKeyRing(): KeyRing {
  own ??= keyRing(env().METSUKE_SECRET);
  return own;
}
