import { expect, test } from "vitest";
import type { SignedIn } from "#lib/auth/actor.ts";
import { findSignedIn } from "#lib/auth/find-signed-in.ts";
import { hashPassword, verifyPassword } from "#lib/auth/password.ts";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { aPerson } from "#lib/testing/factories.ts";
import { ChangePassword, changePassword } from "#lib/users/change-password.ts";

const current = "the one handed over";
const password = "one of my own choice";

async function aPersonWithPassword(): Promise<SignedIn> {
  const person = await aPerson();
  const passwordHash = await hashPassword(current);
  await writer.user.update({ where: { id: person.id }, data: { passwordHash } });
  return person;
}

test("a changed password counts from then on and ends every other session", async () => {
  const person = await aPersonWithPassword();
  const expiresAt = new Date(Date.now() + 3_600_000);
  const other = await writer.session.create({ data: { userId: person.id, expiresAt } });

  expect(await changePassword(person, { current, password })).toEqual({ ended: 1 });

  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: person.id } });
  expect(await verifyPassword(passwordHash, password)).toBe(true);
  expect(await findSignedIn(other.id, "request")).toBeNull();
  expect(await findSignedIn(person.sessionId, "request")).not.toBeNull();
  const entries = await db.trailEntry.findMany({ where: { targetId: person.id } });
  expect(entries.map(({ action }) => action)).toEqual(["user.changePassword"]);
  expect(JSON.stringify(entries)).not.toMatch(/argon2|handed over|own choice/);
});

test("without the current password nothing changes, and guessing it is cut short", async () => {
  const person = await aPersonWithPassword();
  const guess = () => changePassword(person, { current: "wrong", password });
  await expect(guess()).rejects.toMatchObject({ code: "invalid", key: "wrongPassword" });
  for (let count = 0; count < 9; count += 1) await guess().catch(() => undefined);
  await expect(guess()).rejects.toMatchObject({ key: "tooManyAttempts" });
  await expect(changePassword(person, { current, password })).rejects.toMatchObject({
    key: "tooManyAttempts",
  });
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: person.id } });
  expect(await verifyPassword(passwordHash, current)).toBe(true);
});

test("a short password is refused at its field", () => {
  const parsed = ChangePassword.safeParse({ current, password: "short" });
  expect(parsed.error?.issues).toMatchObject([{ path: ["password"], message: "passwordLength" }]);
});
