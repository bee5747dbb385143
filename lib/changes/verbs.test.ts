import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";
import { reconcileChanges } from "#lib/changes/reconcile.ts";
import { db } from "#lib/db.ts";
import { anActor, trailOf } from "#lib/testing/factories.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import { verbs } from "#lib/testing/verbs.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin();
});
afterEach(() => twin.setFaults([]));
afterAll(() => twin.stop());

describe.each(verbs)("$action", ({ action, template, prepare }) => {
  async function begin(role: "admin" | "auditor" = "admin") {
    const organization = await aConnectedOrganization(twin);
    const prepared = await prepare(twin, organization);
    const actor = await anActor({ role, organization });
    const state = async () => [await prepared.upstream(), await prepared.mirror()];
    expect(await state()).toEqual([false, false]);
    return { organization, actor, state, ...prepared, trail: () => trailOf(organization, prepared.targetId) };
  }
  const started = `${action} started`;
  const later = () => new Date(Date.now() + 10_000);

  test("succeeds upstream, in the mirror and on the trail", async () => {
    const { actor, run, state, trail } = await begin();
    await run(actor);
    expect(await state()).toEqual([true, true]);
    expect(await trail()).toEqual([started, `${action} succeeded`]);
    expect(await db.openChange.count({ where: { organizationId: actor.organization.id } })).toBe(0);
  });

  test("is refused to a role that may not, and leaves no trace", async () => {
    const { actor, run, state, trail } = await begin("auditor");
    await expect(run(actor)).rejects.toMatchObject({ code: "forbidden" });
    expect(await state()).toEqual([false, false]);
    expect(await trail()).toEqual([]);
  });

  test("finds nothing of another organization", async () => {
    const { run, state } = await begin();
    const foreign = await anActor({ role: "owner" });
    const outcome = await run(foreign).then(
      () => "done",
      (error: { code?: string }) => error.code,
    );
    // What makes something new finds no key to make it with; what changes something finds nothing to change.
    expect(outcome).toBe(["member.invite", "project.create"].includes(action) ? "unavailable" : "not_found");
    expect(await state()).toEqual([false, false]);
  });

  test.each([
    [
      "403",
      [{ kind: "missingScope", on: template, scope: "api.management.write" }] as const,
      /Missing scopes/,
    ],
    ["429", [{ kind: "rateLimit", on: template, perMinute: 0 }] as const, /too many requests/],
  ])(
    "refused upstream with %s, it fails in upstream's words and changes nothing",
    async (_status, faults, words) => {
      const { actor, run, state, trail } = await begin();
      twin.setFaults([...faults]);
      await expect(run(actor)).rejects.toMatchObject({
        code: "upstream_refused",
        values: { message: expect.stringMatching(words) as string },
      });
      twin.setFaults([]);
      expect(await state()).toEqual([false, false]);
      expect(await trail()).toEqual([started, `${action} failed`]);
      expect(await db.openChange.count({ where: { organizationId: actor.organization.id } })).toBe(0);
    },
  );

  test.each([
    ["502", { kind: "serverError", status: 502 }, false],
    ["a connection cut before it was read", { kind: "cut", at: "start" }, false],
    ["a connection cut after it was done", { kind: "cut", at: "afterChange" }, true],
    ["an answer that is not JSON", { kind: "malformed" }, true],
  ] as const)("after %s nobody knows until upstream is read again", async (_name, fault, happened) => {
    const { actor, organization, run, state, trail } = await begin();
    twin.setFaults([{ ...fault, on: template }]);
    await expect(run(actor)).rejects.toMatchObject({ code: "upstream_unknown" });
    twin.setFaults([]);
    expect(await state()).toEqual([happened, false]);
    expect(await trail()).toEqual([started, `${action} unknown`]);
    await expect(run(actor)).rejects.toMatchObject({ key: "changeUnderWay" });

    await reconcileChanges(later());
    expect(await state()).toEqual([happened, happened]);
    expect(await trail()).toEqual([
      started,
      `${action} unknown`,
      `${action} ${happened ? "succeeded" : "failed"}`,
    ]);
    expect(await db.openChange.count({ where: { organizationId: organization.id } })).toBe(0);
    expect(await reconcileChanges(later())).toMatchObject({ succeeded: 0, failed: 0 });
  });

  test("sent twice at once, it is done once", async () => {
    const { actor, organization, run, state, trail } = await begin();
    const other = await anActor({ role: "owner", organization });
    twin.setFaults([{ kind: "delay", on: template, ms: 150 }]);
    const outcomes = await Promise.allSettled([run(actor), run(other)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "conflict" },
    });
    expect(await state()).toEqual([true, true]);
    expect((await trail()).filter((entry) => entry === `${action} succeeded`)).toHaveLength(1);
    await expect(run(other)).rejects.toMatchObject({ code: "conflict" });
  });
});
