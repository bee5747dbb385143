import { afterAll, expect, test } from "vitest";
import { pool, writer } from "#lib/db-writer.ts";
import { closeQueue, enqueueStream } from "#lib/jobs/queue.ts";
import { sendDueStreams } from "#lib/jobs/send-due.ts";
import { streamKinds } from "#lib/sync/kinds.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";

const nowhere = { url: "http://127.0.0.1:9/v1" };
afterAll(() => closeQueue());

async function waitingOf(organization: { id: string }): Promise<string[]> {
  const { rows } = await pool.query<{ kind: string }>(
    `SELECT data->>'kind' AS kind FROM pgboss.job WHERE name = 'sync-stream' AND state = 'created' AND data->>'organizationId' = $1`,
    [organization.id],
  );
  return rows.map(({ kind }) => kind).toSorted();
}

const needy = ["api_keys", "project_members", "roles", "service_accounts"];

/** As if workers had taken what waits, and had come to the streams. */
async function takeAll(organization: { id: string }): Promise<string[]> {
  const kinds = await waitingOf(organization);
  await pool.query(
    `UPDATE streams SET moved_at = clock_timestamp(), run_started_at = clock_timestamp(), run_finished_at = clock_timestamp()
     WHERE organization_id = $1 AND kind = ANY ($2)`,
    [organization.id, kinds],
  );
  await pool.query("DELETE FROM pgboss.job WHERE name = 'sync-stream' AND data->>'organizationId' = $1", [
    organization.id,
  ]);
  return kinds;
}

test("a new organization's streams are sent once, a few at a time, but those that need others first", async () => {
  const organization = await aConnectedOrganization(nowhere);
  const sent: string[][] = [];
  for (let round = 0; round < 10; round += 1) {
    await sendDueStreams();
    await sendDueStreams();
    sent.push(await takeAll(organization));
  }
  expect(sent.every((kinds) => kinds.length <= 6)).toBe(true);
  expect(sent.flat().toSorted()).toEqual(streamKinds.filter((kind) => !needy.includes(kind)).toSorted());
});

test("an organization that has much to do leaves the next turn to one that comes later", async () => {
  const big = await aConnectedOrganization(nowhere);
  await sendDueStreams();
  const small = await aConnectedOrganization(nowhere);
  await sendDueStreams();
  const { rows } = await pool.query<{ id: string }>(
    `SELECT data->>'organizationId' AS id FROM pgboss.job
     WHERE name = 'sync-stream' AND state = 'created' AND data->>'organizationId' = ANY ($1) ORDER BY created_on`,
    [[big.id, small.id]],
  );
  expect(rows.findIndex(({ id }) => id === small.id)).toBeLessThanOrEqual(6);
  expect(rows.filter(({ id }) => id === small.id)).toHaveLength(6);
});

test("what was just read, is paused or has to wait is left alone", async () => {
  const organization = await aConnectedOrganization(nowhere);
  await writer.stream.createMany({
    data: streamKinds.map((kind) => ({
      organizationId: organization.id,
      kind,
      runStartedAt: new Date(Date.now() - 20_000),
      runFinishedAt: new Date(Date.now() - 10_000),
      asOf: new Date(Date.now() - 20_000),
    })),
  });
  const set = (kind: string, change: object) =>
    writer.stream.update({
      where: { organizationId_kind: { organizationId: organization.id, kind } },
      data: change,
    });
  const longAgo = new Date(Date.now() - 3_600_000);
  await set("members", { runStartedAt: longAgo, runFinishedAt: longAgo });
  await set("invites", { runStartedAt: longAgo, runFinishedAt: longAgo, pausedAt: new Date() });
  await set("projects", { runStartedAt: new Date(), notBefore: new Date(Date.now() + 60_000) });
  await set("costs", { runStartedAt: new Date() });
  await sendDueStreams();
  expect(await waitingOf(organization)).toEqual(["costs", "members"]);
});

test("a disconnected organization is left alone", async () => {
  const organization = await aConnectedOrganization(nowhere);
  await writer.organization.update({ where: { id: organization.id }, data: { status: "disconnected" } });
  await sendDueStreams();
  expect(await waitingOf(organization)).toEqual([]);
});

test("asking for a stream twice is asking once, and comes before the schedule", async () => {
  const organization = await aConnectedOrganization(nowhere);
  const wish = { organizationId: organization.id, kind: "members", isForced: true } as const;
  expect(await enqueueStream(wish)).not.toBeNull();
  expect(await enqueueStream(wish)).toBeNull();
  expect(await enqueueStream({ ...wish, isForced: false })).not.toBeNull();
  const { rows } = await pool.query<{ priority: number }>(
    "SELECT priority FROM pgboss.job WHERE data->>'organizationId' = $1 ORDER BY priority",
    [organization.id],
  );
  expect(rows.map(({ priority }) => priority)).toEqual([0, 10]);
});
