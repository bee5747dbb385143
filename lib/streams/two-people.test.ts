import { afterAll, expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { closeQueue } from "#lib/jobs/queue.ts";
import { pauseStream } from "#lib/streams/pause.ts";
import { resumeStream } from "#lib/streams/resume.ts";
import { anActor, trailOf } from "#lib/testing/factories.ts";
import { streamOf } from "#lib/testing/streams.ts";

afterAll(() => closeQueue());

async function twoPeople() {
  const first = await anActor();
  const second = await anActor({ organization: first.organization, role: "admin" });
  return { people: [first, second, first, second], organization: first.organization };
}

type Settled = PromiseSettledResult<unknown>[];

function refusals(ended: Settled): unknown[] {
  return ended.flatMap((one): unknown[] => (one.status === "rejected" ? [one.reason] : []));
}

test.each([true, false])(
  "of several who pause a stream at once one does (read before: %s), the others are told, and the trail says it once",
  async (isRead) => {
    const { people, organization } = await twoPeople();
    const organizationId = organization.id;
    const asOf = new Date("2026-11-01T00:00:00Z");
    if (isRead) await writer.stream.create({ data: { organizationId, kind: "members", asOf } });

    const ended = await Promise.allSettled(people.map((actor) => pauseStream(actor, { kind: "members" })));
    const refused = refusals(ended);
    expect(refused).toHaveLength(3);
    for (const reason of refused) expect(reason).toMatchObject({ code: "conflict", key: "streamPaused" });
    expect(await trailOf(organization, "members")).toEqual(["stream.pause succeeded"]);

    const { pausedAt } = await streamOf(organization, "members");
    const blind = await db.blindPeriod.findMany({ where: { organizationId } });
    expect(blind).toMatchObject([{ stream: "members", reason: "paused", fromAt: isRead ? asOf : pausedAt }]);
  },
);

test("of several who resume a stream at once one does, and the others are told", async () => {
  const { people, organization } = await twoPeople();
  const [first] = people;
  if (!first) throw new Error("nobody");
  await pauseStream(first, { kind: "costs" });
  const ended = await Promise.allSettled(people.map((actor) => resumeStream(actor, { kind: "costs" })));
  const refused = refusals(ended);
  expect(refused).toHaveLength(3);
  for (const reason of refused) expect(reason).toMatchObject({ code: "conflict", key: "streamNotPaused" });
  expect((await streamOf(organization, "costs")).pausedAt).toBeNull();
  expect(await trailOf(organization, "costs")).toEqual(["stream.pause succeeded", "stream.resume succeeded"]);
});

test("a stream is paused again after it was resumed, and once more is a conflict", async () => {
  const actor = await anActor();
  await pauseStream(actor, { kind: "groups" });
  await resumeStream(actor, { kind: "groups" });
  await pauseStream(actor, { kind: "groups" });
  await expect(pauseStream(actor, { kind: "groups" })).rejects.toMatchObject({ key: "streamPaused" });
  await resumeStream(actor, { kind: "groups" });
  await expect(resumeStream(actor, { kind: "groups" })).rejects.toMatchObject({ key: "streamNotPaused" });
});

test("who may not pause a stream neither does nor learns whether it is paused", async () => {
  const owner = await anActor();
  const viewer = await anActor({ organization: owner.organization, role: "viewer" });
  await pauseStream(owner, { kind: "roles" });
  for (const verb of [pauseStream, resumeStream])
    await expect(verb(viewer, { kind: "roles" })).rejects.toMatchObject({ code: "forbidden" });
  expect(await trailOf(owner.organization, "roles")).toEqual(["stream.pause succeeded"]);
});
