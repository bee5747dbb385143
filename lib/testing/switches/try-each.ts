import { afterAll, beforeAll, expect, test } from "vitest";
import { aDayLater, backfill, expectSame } from "#lib/testing/switches/backfill.ts";
import type { Switch } from "#lib/testing/switches/switches.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

const toStartMs = 120_000;
const toFinishMs = 180_000;

/** Tests a whole backfill under each of the switches; a file each, so that no file takes long. */
export function tryEach(switches: Switch[]): void {
  let twin: TestTwin;
  beforeAll(async () => {
    twin = await startTestTwin({ seed: "small", days: 5 });
  }, toStartMs);
  afterAll(() => twin.stop());

  test.each(switches)(
    "$fault.kind ($fault.at), on for a whole backfill: told as $code, and the same totals at the end",
    async ({ fault, code }) => {
      const organization = await aConnectedOrganization(twin);
      twin.setFaults([fault]);
      const told = await backfill(organization);
      twin.setFaults([]);
      if (code) expect([...told]).toContain(code);
      await aDayLater(organization);
      await backfill(organization);
      await expectSame(twin, organization);
    },
    toFinishMs,
  );
}
