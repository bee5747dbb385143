import { hash, verify } from "@node-rs/argon2";

// OWASP's parameters for argon2id, the library's own algorithm: 19 MiB, two passes, one lane.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The argon2id hash of a password in PHC format, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), parameters);
}

/** Whether a password is the one that was hashed; false too for a hash that no password can match. */
export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  try {
    return await verify(passwordHash, password.normalize("NFKC"));
  } catch {
    return false;
  }
}
