import { randomInt } from "node:crypto";
import { localChange } from "#lib/audit/change.ts";
import type { TrailActor } from "#lib/audit/record.ts";
import { hashPassword } from "#lib/auth/password.ts";

// Without letters that look like digits, since people read these out.
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password of four groups of five, some 99 bits: "k7m2p-…". */
export function generatePassword(): string {
  const group = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return Array.from({ length: 4 }, group).join("-");
}

type NewUser = { email: string; name: string; password?: string };

/** Creates somebody who may sign in, with a generated password unless one is given; it is kept as a hash only. */
export async function createUser(
  actor: TrailActor,
  { email, name, password = generatePassword() }: NewUser,
): Promise<{ id: string; password: string }> {
  const passwordHash = await hashPassword(password);
  const id = crypto.randomUUID();
  await localChange(
    {
      actor,
      organizationId: null,
      action: "user.create",
      target: { kind: "user", id, label: email },
      input: { email, name },
    },
    (tx) => tx.user.create({ data: { id, email, name, passwordHash }, select: { email: true, name: true } }),
  );
  return { id, password };
}
