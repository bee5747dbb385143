import { createHash, randomInt, randomUUID } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function letters(count: number): string {
  return Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** A new id in the manner of the API: `proj_` or `user-` and 24 letters and digits. */
export function newId(prefix: string): string {
  return prefix + letters(24);
}

export function newHexId(prefix = ""): string {
  return prefix + randomUUID().replaceAll("-", "");
}

/** A secret that is shown once: `value` to the caller, `redacted` to the database. */
export function newSecret(prefix: string): { value: string; redacted: string } {
  const value = prefix + letters(48);
  return { value, redacted: redact(value) };
}

export function redact(value: string): string {
  return value.length < 20 ? `${value.slice(0, 8)}***` : `${value.slice(0, 8)}***********${value.slice(-4)}`;
}

export function hashSecret(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}
