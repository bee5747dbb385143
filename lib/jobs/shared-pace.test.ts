import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Fleet } from "#lib/testing/fleet.ts";
import { startFleet, until } from "#lib/testing/fleet.ts";
import { twinRequests } from "#lib/testing/twin-requests.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

let [twin, fleet]: [TestTwin | null, Fleet | null] = [null, null];
beforeAll(async () => {
  [twin, fleet] = await Promise.all([startTestTwin({ seed: "small", days: 3 }), startFleet()]);
}, 120_000);
afterEach(() => twin?.setFaults([]));
afterAll(async () => {
  await fleet?.stop();
  await twin?.stop();
});

/** A minute of the limiter, shortened so that many of its windows fit in a test. */
const windowMs = 6_000;
const perWindow = 10;
const idealMs = windowMs / perWindow;
const template = "GET /organization/users";

test("three processes together find the limit, stay under it, and send nearly as much as it lets pass", async () => {
  if (!twin || !fleet) throw new Error("Nothing has started.");
  const { pool, start } = fleet;
  const organization = await fleet.connect(twin);
  await pool.query(`ALTER TABLE paces ALTER COLUMN window_ms SET DEFAULT ${windowMs}`);
  twin.setFaults([{ kind: "rateLimit", perMinute: perWindow, windowMs }]);
  for (let count = 0; count < 3; count += 1) start("lib/testing/keep-calling.ts", [organization.id]);

  const count = async () => {
    const { rows } = await pool.query<{ calls: number; refusals: number; interval_ms: number }>(
      `SELECT calls_total::int AS calls, refusals_total::int AS refusals, interval_ms FROM paces
       WHERE organization_id = $1 AND template = $2`,
      [organization.id, template],
    );
    return rows[0] ?? { calls: 0, refusals: 0, interval_ms: 0 };
  };
  await until("the limit is met", async () => (await count()).refusals > 0);
  await until("the pace is learned", async () => (await count()).calls > 25);
  const learned = await count();
  const intervals: number[] = [];
  await until("much has been read", async () => {
    const now = await count();
    intervals.push(now.interval_ms);
    return now.calls > learned.calls + 45;
  });
  const later = await count();

  expect(later.refusals - learned.refusals).toBeLessThanOrEqual(5);
  const sorted = intervals.toSorted((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(1.5 * idealMs);
  expect(Math.min(...intervals)).toBeGreaterThan(0.7 * idealMs);
  expect((await twinRequests(twin))[template]).toBeGreaterThan(later.calls - 10);
}, 480_000);
