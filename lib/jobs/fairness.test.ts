import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Fleet } from "#lib/testing/fleet.ts";
import { startFleet, until } from "#lib/testing/fleet.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

type Stage = { big: TestTwin; small: TestTwin; fleet: Fleet };
let stage: Stage | null = null;
beforeAll(async () => {
  const [big, small, fleet] = await Promise.all([
    startTestTwin({ seed: "small", days: 60 }),
    startTestTwin({ seed: "small", days: 3 }),
    startFleet(),
  ]);
  stage = { big, small, fleet };
}, 120_000);
afterAll(async () => {
  await stage?.fleet.stop();
  await stage?.big.stop();
  await stage?.small.stop();
});

/** Slices of the big one that may begin between a small one's being asked for and its beginning. */
const mostTurns = 8;

test("while a slow and huge backfill runs, another organization's streams wait for a few turns at most", async () => {
  if (!stage) throw new Error("Nothing has started.");
  const { fleet } = stage;
  stage.big.setFaults([{ kind: "delay", ms: 400 }]);
  const big = await fleet.connect(stage.big, "big");
  fleet.startWorker();
  const started = async (id: string) => {
    const { rows } = await fleet.pool.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'sync-stream' AND started_on IS NOT NULL AND data->>'organizationId' = $1",
      [id],
    );
    return rows[0]?.count ?? 0;
  };
  await until("the backfill is under way", async () => (await started(big.id)) >= 6);

  const small = await fleet.connect(stage.small, "small");
  const read = async () => {
    const { rows } = await fleet.pool.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM streams WHERE organization_id = $1 AND as_of IS NOT NULL",
      [small.id],
    );
    return (rows[0]?.count ?? 0) >= 5;
  };
  await until("the small one's lists are read", read);
  // Due again and again, for as long as it takes this machine to come to them more than ten times.
  await until("the small one's streams are read again", async () => {
    await fleet.pool.query(
      "UPDATE streams SET run_finished_at = now() - interval '1 hour', run_started_at = now() - interval '2 hours' WHERE organization_id = $1 AND as_of IS NOT NULL",
      [small.id],
    );
    await sleep(1_000);
    return (await started(small.id)) > 12;
  });

  const { rows: turns } = await fleet.pool.query<{ turns: number }>(
    `SELECT (SELECT count(*)::int FROM pgboss.job AS other WHERE other.name = 'sync-stream'
        AND other.data->>'organizationId' = $2 AND other.started_on > job.created_on AND other.started_on < job.started_on) AS turns
     FROM pgboss.job AS job WHERE job.name = 'sync-stream' AND job.started_on IS NOT NULL AND job.data->>'organizationId' = $1`,
    [small.id, big.id],
  );
  expect(turns.length).toBeGreaterThan(10);
  expect(Math.max(...turns.map((row) => row.turns))).toBeLessThanOrEqual(mostTurns);
  // The big one was not kept from going on, either.
  const { rows } = await fleet.pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM streams WHERE organization_id = $1 AND as_of IS NULL",
    [big.id],
  );
  expect(rows[0]?.count).toBeGreaterThan(0);
  expect(await started(big.id)).toBeGreaterThan(8);
}, 480_000);
