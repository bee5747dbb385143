import { localChange } from "#lib/audit/change.ts";
import type { TrailActor } from "#lib/audit/record.ts";
import { hashPassword, verifyPassword } from "#lib/auth/password.ts";
import { db } from "#lib/db.ts";
import { createUser } from "#lib/users/create.ts";

type Wanted = { email: string; name: string; password: string };

async function resetPassword(actor: TrailActor, id: string, { email, password }: Wanted): Promise<void> {
  const passwordHash = await hashPassword(password);
  const target = { kind: "user", id, label: email };
  await localChange({ actor, organizationId: null, action: "user.resetPassword", target }, (tx) =>
    tx.user.update({ where: { id }, data: { passwordHash }, select: { email: true } }),
  );
}

/** Somebody who may sign in, made unless there; a password is set again only with isReset. Answers the id. */
export async function ensureUser(actor: TrailActor, wanted: Wanted, isReset = false): Promise<string> {
  const { email } = wanted;
  const existing = await db.user.findUnique({ where: { email }, select: { id: true, passwordHash: true } });
  if (!existing) return (await createUser(actor, wanted)).id;

  const isSame = !isReset || (await verifyPassword(existing.passwordHash, wanted.password));
  if (!isSame) await resetPassword(actor, existing.id, wanted);
  return existing.id;
}
