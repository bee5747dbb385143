import { afterAll, beforeAll, expect, test } from "vitest";
import { aDayLater, backfill, expectSame } from "#lib/testing/switches/backfill.ts";
import type { Switch } from "#lib/testing/switches/switches.ts";
import { switches } from "#lib/testing/switches/switches.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 5 });
}, 120_000);
afterAll(() => twin.stop());

/**
 * Together they must leave a call a chance to come through. The limiter's window is longer each time: a machine that is
 * too busy to ask eight times within it is refused in a later one.
 */
function scaledDown({ fault }: Switch, time: number): Switch["fault"] {
  if ("windowMs" in fault && fault.windowMs) return { ...fault, windowMs: fault.windowMs * time };
  return "rate" in fault ? { ...fault, rate: 0.08 } : fault;
}

const every = Object.values(switches).flat();
const codes = new Set(every.flatMap(({ code }) => code ?? []));

test("all switches at once, on for whole backfills: each failure is told truly, and the same totals at the end", async () => {
  const organization = await aConnectedOrganization(twin);
  const strike = (time: number) => twin.setFaults(every.map((each) => scaledDown(each, time)));
  strike(1);
  const told = await backfill(organization);
  // Until chance has let every one of them strike a stream.
  for (let more = 0; more < 20 && told.size < codes.size; more += 1) {
    strike(2 + more);
    await aDayLater(organization);
    for (const code of await backfill(organization)) told.add(code);
  }
  expect(told).toEqual(codes);

  twin.setFaults([]);
  await aDayLater(organization);
  expect(await backfill(organization)).toEqual(new Set());
  await expectSame(twin, organization);
}, 300_000);
