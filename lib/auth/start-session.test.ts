import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { endSession } from "#lib/auth/end-session.ts";
import { findSignedIn } from "#lib/auth/find-signed-in.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { startSession } from "#lib/auth/start-session.ts";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { aUser } from "#lib/testing/factories.ts";

const password = "correct horse battery";
let passwordHash: string;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

function attempt(email: string, given: Partial<{ password: string; ip: string }> = {}) {
  return { email, password, ip: randomUUID(), userAgent: "test", requestId: randomUUID(), ...given };
}

async function refusals(email: string) {
  const entries = await db.trailEntry.findMany({
    where: { action: "session.refuse", targetId: email },
    orderBy: { id: "asc" },
  });
  return entries.map(({ outcome, input }) => [outcome, (input as { reason: string }).reason]);
}

test("starts a session that is found until it is ended, with both on the trail", async () => {
  const user = await aUser({ passwordHash });
  const started = await startSession(attempt(`  ${user.email.toUpperCase()} `));

  const sessionId = started?.sessionId ?? "";
  expect(await findSignedIn(sessionId, "request-1")).toMatchObject({ id: user.id, email: user.email });

  await endSession(sessionId, "request-2");
  await endSession(sessionId, "request-3");

  expect(await findSignedIn(sessionId, "request-4")).toBeNull();
  const entries = await db.trailEntry.findMany({ where: { targetId: user.id }, orderBy: { id: "asc" } });
  expect(entries.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    "session.start succeeded",
    "session.end succeeded",
  ]);
});

test("refuses a wrong password, and says so on the trail without the password", async () => {
  const user = await aUser({ passwordHash });

  expect(await startSession(attempt(user.email, { password: "wrong" }))).toBeNull();

  expect(await refusals(user.email)).toEqual([["failed", "wrong password"]]);
  const entries = await db.trailEntry.findMany({ where: { targetId: user.email } });
  expect(JSON.stringify(entries)).not.toContain('wrong"');
});

test("refuses an unknown email with the work of a real check", async () => {
  const email = `${randomUUID()}@example.com`;
  const user = await aUser({ passwordHash });
  await startSession(attempt(`${randomUUID()}@example.com`));

  const took = async (who: string) => {
    const begun = performance.now();
    await startSession(attempt(who, { password: "wrong" }));
    return performance.now() - begun;
  };
  const [unknown, known] = [await took(email), await took(user.email)];
  // The least of several: any one of them may have been kept waiting by whatever else this machine does.
  const knowns = [known, await took(user.email), await took(user.email), await took(user.email)];

  expect(await refusals(email)).toEqual([["failed", "no such user"]]);
  expect(unknown).toBeGreaterThan(Math.min(...knowns) / 4);
});

test("refuses a disabled person even with the right password, and ends what they had open", async () => {
  const user = await aUser({ passwordHash });
  const before = await startSession(attempt(user.email));
  await writer.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });

  expect(await startSession(attempt(user.email))).toBeNull();
  expect(await findSignedIn(before?.sessionId ?? "", "request-1")).toBeNull();
});

test("refuses everybody at one address after ten wrong passwords for one email, the right one too", async () => {
  const user = await aUser({ passwordHash });
  const ip = randomUUID();
  const wrong = () => startSession(attempt(user.email, { ip, password: "wrong" }));
  await Promise.all(Array.from({ length: 10 }, wrong));

  await expect(startSession(attempt(user.email, { ip }))).rejects.toMatchObject({ key: "tooManyAttempts" });
  await expect(wrong()).rejects.toMatchObject({ key: "tooManyAttempts" });

  expect(await startSession(attempt(user.email))).not.toBeNull();
  expect((await refusals(user.email)).filter(([, reason]) => reason === "too many attempts")).toHaveLength(1);
});

test("twenty attempts at once do not get more than ten answers", async () => {
  const user = await aUser({ passwordHash });
  const ip = randomUUID();
  const ended = await Promise.allSettled(
    Array.from({ length: 20 }, () => startSession(attempt(user.email, { ip, password: "wrong" }))),
  );

  expect(ended.filter(({ status }) => status === "fulfilled").length).toBeLessThanOrEqual(10);
});

test("a right password clears the count", async () => {
  const user = await aUser({ passwordHash });
  const ip = randomUUID();
  const wrong = () => startSession(attempt(user.email, { ip, password: "wrong" }));
  for (let round = 0; round < 3; round++) {
    await Promise.all(Array.from({ length: 8 }, wrong));
    expect(await startSession(attempt(user.email, { ip }))).not.toBeNull();
  }
});
