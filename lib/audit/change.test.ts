import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { UpstreamRefusal, UpstreamUnclear } from "#lib/admin-api/errors.ts";
import { localChange, remoteChange, settle, settleAsFailed } from "#lib/audit/change.ts";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";

async function aChange() {
  const slug = `change-${randomUUID()}`;
  const organization = await writer.organization.create({
    data: { slug, name: slug, baseUrl: "http://localhost" },
  });
  return {
    actor: { kind: "user", id: randomUUID(), label: "someone@example.com" },
    organizationId: organization.id,
    action: "member.updateRole",
    target: { kind: "member", id: `user-${randomUUID()}`, label: "Ms Someone" },
    before: { role: "reader" },
  } as const;
}

async function trailOf(targetId: string): Promise<string[]> {
  const entries = await db.trailEntry.findMany({ where: { targetId }, orderBy: { id: "asc" } });
  return entries.map((entry) => `${entry.action} ${entry.outcome}`);
}

const openChangesOf = (targetId: string) => db.openChange.findMany({ where: { targetId } });

test("the client that everyone reads through cannot write: the compiler says so", () => {
  // @ts-expect-error -- writing goes through lib/audit/change.ts
  expect(db.member.update).toBeDefined();
  // @ts-expect-error -- a transaction could write
  expect(db.$transaction).toBeDefined();
});

test("a local change and its trail entry commit together", async () => {
  const change = await aChange();
  await localChange(change, async (tx) =>
    tx.organization.update({
      where: { id: change.organizationId },
      data: { name: "New" },
      select: { name: true },
    }),
  );

  const [entry] = await db.trailEntry.findMany({ where: { targetId: change.target.id } });
  expect(entry).toMatchObject({ outcome: "succeeded", before: { role: "reader" }, after: { name: "New" } });
});

test("a local change that fails leaves neither the write nor an entry", async () => {
  const change = await aChange();
  const failing = localChange(change, async (tx) => {
    await tx.organization.update({ where: { id: change.organizationId }, data: { name: "Half done" } });
    throw new Error("on the way");
  });

  await expect(failing).rejects.toThrow("on the way");
  expect(await trailOf(change.target.id)).toEqual([]);
  const organization = await db.organization.findUniqueOrThrow({ where: { id: change.organizationId } });
  expect(organization.name).not.toBe("Half done");
});

test("a remote change says started before it asks upstream, then how it ended", async () => {
  const change = await aChange();
  const after = await remoteChange(
    change,
    async () => {
      expect(await trailOf(change.target.id)).toEqual(["member.updateRole started"]);
      return { role: "owner" };
    },
    async (_tx, answer) => answer,
  );

  expect(after).toEqual({ role: "owner" });
  expect(await trailOf(change.target.id)).toEqual([
    "member.updateRole started",
    "member.updateRole succeeded",
  ]);
  expect(await openChangesOf(change.target.id)).toEqual([]);
});

test("what upstream refuses is failed, is told in its words, and leaves the target free", async () => {
  const change = await aChange();
  const refused = () => Promise.reject(new UpstreamRefusal("User is an owner.", { status: 400 }));

  await expect(remoteChange(change, refused, async () => null)).rejects.toMatchObject({
    code: "upstream_refused",
    values: { message: "User is an owner." },
  });
  expect(await trailOf(change.target.id)).toEqual(["member.updateRole started", "member.updateRole failed"]);
  expect(await openChangesOf(change.target.id)).toEqual([]);
});

test.each([new UpstreamUnclear("502 Bad Gateway", 502), new TypeError("fetch failed")])(
  "without a clear answer (%s) the change is unknown and stays open for the reconciler",
  async (error) => {
    const change = await aChange();
    const unclear = () => Promise.reject(error);

    await expect(remoteChange(change, unclear, async () => null)).rejects.toMatchObject({
      code: "upstream_unknown",
    });
    expect(await trailOf(change.target.id)).toEqual([
      "member.updateRole started",
      "member.updateRole unknown",
    ]);
    expect(await openChangesOf(change.target.id)).toMatchObject([{ isUnknown: true }]);
  },
);

test("an open change is settled once upstream has been read again", async () => {
  const [made, notMade] = [await aChange(), await aChange()];
  const unclear = () => Promise.reject(new UpstreamUnclear("timeout", null));
  for (const change of [made, notMade]) {
    await expect(remoteChange(change, unclear, async () => null)).rejects.toThrow();
  }

  const [first] = await openChangesOf(made.target.id);
  await settle(first?.operationId ?? "", made, async () => ({ role: "owner" }));
  const [second] = await openChangesOf(notMade.target.id);
  await settleAsFailed(second?.operationId ?? "", notMade, "upstream still says reader");

  expect((await trailOf(made.target.id)).at(-1)).toBe("member.updateRole succeeded");
  expect((await trailOf(notMade.target.id)).at(-1)).toBe("member.updateRole failed");
  expect(await openChangesOf(made.target.id)).toEqual([]);
});

test("of two changes to one target at once the second is told so and upstream is asked once", async () => {
  const change = await aChange();
  let calls = 0;
  // Upstream answers the one only after the other has been refused.
  const refused = Promise.withResolvers<void>();
  const slow = async () => {
    calls += 1;
    await refused.promise;
    return {};
  };
  const attempt = () =>
    remoteChange(change, slow, async () => null).catch((error: unknown) => {
      refused.resolve();
      throw error;
    });
  const [first, second] = await Promise.allSettled([attempt(), attempt()]);

  const outcomes = [first.status, second.status].toSorted();
  expect(outcomes).toEqual(["fulfilled", "rejected"]);
  const told = first.status === "rejected" ? first : second;
  expect(told).toMatchObject({ reason: { code: "conflict", key: "changeUnderWay" } });
  expect(calls).toBe(1);
});

test("nobody changes or removes what is on the trail", async () => {
  const change = await aChange();
  await localChange(change, async () => null);
  const ofTarget = { where: { targetId: change.target.id } };

  await expect(writer.trailEntry.updateMany({ ...ofTarget, data: { actorLabel: "x" } })).rejects.toThrow(
    /append-only/,
  );
  await expect(writer.trailEntry.deleteMany(ofTarget)).rejects.toThrow(/append-only/);
  await expect(writer.$executeRaw`TRUNCATE trail`).rejects.toThrow(/append-only/);
  expect(await trailOf(change.target.id)).toEqual(["member.updateRole succeeded"]);
});
