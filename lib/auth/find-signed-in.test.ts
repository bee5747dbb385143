import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { findSignedIn } from "#lib/auth/find-signed-in.ts";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { aUser } from "#lib/testing/factories.ts";

const hour = 3_600_000;

async function aSession(
  given: { expiresAt?: Date; revokedAt?: Date; createdAt?: Date; lastSeenAt?: Date } = {},
) {
  const user = await aUser();
  return writer.session.create({
    data: { userId: user.id, expiresAt: new Date(Date.now() + hour), ...given },
  });
}

test.each([
  ["an expired session", { expiresAt: new Date(Date.now() - 1) }],
  ["a revoked session", { revokedAt: new Date() }],
])("finds nobody behind %s", async (_name, given) => {
  const session = await aSession(given);

  expect(await findSignedIn(session.id, "request-1")).toBeNull();
});

test.each(["", "not-a-uuid", "'; drop table sessions; --", randomUUID()])(
  "finds nobody behind the made-up id %j",
  async (id) => {
    expect(await findSignedIn(id, "request-1")).toBeNull();
  },
);

test("use moves the end of a session by twelve hours, and never past two weeks from its start", async () => {
  const fresh = await aSession({ lastSeenAt: new Date(Date.now() - hour) });
  const old = await aSession({
    createdAt: new Date(Date.now() - 14 * 24 * hour + hour),
    lastSeenAt: new Date(Date.now() - hour),
    expiresAt: new Date(Date.now() + hour / 2),
  });

  await Promise.all([findSignedIn(fresh.id, "request-1"), findSignedIn(old.id, "request-2")]);

  const endOf = async (id: string) =>
    (await db.session.findUniqueOrThrow({ where: { id } })).expiresAt.getTime();
  expect(await endOf(fresh.id)).toBeGreaterThan(Date.now() + 11.9 * hour);
  expect(await endOf(old.id)).toBeLessThanOrEqual(Date.now() + hour);
});

test("a session seen just now is not written again", async () => {
  const session = await aSession();
  await findSignedIn(session.id, "request-1");

  expect(await db.session.findUniqueOrThrow({ where: { id: session.id } })).toEqual(session);
});
