import { afterAll, beforeAll, expect, test } from "vitest";
import { startOwnHouse, until } from "#lib/testing/workers.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

// As few as there can be: whoever takes one too many keeps the others waiting for good.
process.env["DATABASE_POOL_SIZE"] = "2";
/** Slices that a worker with eight connections reads at once. */
const slots = 4;

let house: Awaited<ReturnType<typeof startOwnHouse>>;
let twin: TestTwin;
beforeAll(async () => {
  house = await startOwnHouse();
  twin = await startTestTwin({ seed: "small", days: 60 });
}, 120_000);
afterAll(async () => {
  await house.stop();
  await twin.stop();
});

/** What reads the environment comes once the house stands. */
async function load() {
  const { pool } = await import("#lib/db-writer.ts");
  const { scoped } = await import("#lib/scoped.ts");
  const { listStreams } = await import("#lib/streams/list.ts");
  const { anActor } = await import("#lib/testing/factories.ts");
  const { aConnectedOrganization } = await import("#lib/testing/upstream.ts");
  const organizations = [await aConnectedOrganization(twin), await aConnectedOrganization(twin)];
  const actors = await Promise.all(
    organizations.map((organization) => anActor({ role: "viewer", organization })),
  );
  /** What pages read of both organizations, all of it at once. */
  const readPages = async () => {
    const reads = actors.flatMap((actor) => [
      listStreams(actor),
      scoped(actor).member.findMany({ take: 50 }),
      scoped(actor).project.count({ where: { deletedAt: null } }),
    ]);
    return (await Promise.all(reads)).length;
  };
  return { pool, readPages };
}

test("pages read on while a worker backfills with all its slots, and while jobs hold every connection of theirs", async () => {
  const { pool, readPages } = await load();
  twin.setFaults([{ kind: "delay", ms: 300 }]);
  house.startWorker({ DATABASE_POOL_SIZE: String(2 * slots) });
  const slicesUnderWay = async () => {
    const { rows } = await pool.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'sync-stream' AND state = 'active'",
    );
    return rows[0]?.count ?? 0;
  };

  let rounds = 0;
  const failures: unknown[] = [];
  await until("pages were read often while every slot was taken", async () => {
    const before = await slicesUnderWay();
    await readPages().catch((error: unknown) => failures.push(error));
    if (before === slots && (await slicesUnderWay()) === slots) rounds += 1;
    return rounds >= 20;
  });
  expect(failures).toEqual([]);

  const held = [await pool.connect(), await pool.connect()];
  try {
    expect(pool).toMatchObject({ totalCount: 2, idleCount: 0 });
    for (let round = 0; round < 20; round += 1) expect(await readPages()).toBe(6);
    expect(pool.waitingCount).toBe(0);
  } finally {
    for (const client of held) client.release();
  }
}, 300_000);
