import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { syncStream } from "#lib/sync/run-all.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 5 });
}, 120_000);
afterAll(() => twin.stop());

test("events of types and with fields that nobody has seen are kept as they came", async () => {
  const organization = await aConnectedOrganization(twin);
  await twin.sql(
    `INSERT INTO twin.events (id, type, effective_at, is_tenant) VALUES ('audit_log-unseen', 'nobody.has_seen.this', extract(epoch FROM now())::bigint - 60, false)`,
  );
  twin.setFaults([{ kind: "unknownEvents", percent: 50 }]);
  expect(await syncStream(organization.id, "audit_log")).toMatchObject({ error: null });
  const { rows } = await pool.query<{ type: string; raw: { id: string; type: string } }>(
    "SELECT type, raw FROM facts.audit_events WHERE organization_id = $1",
    [organization.id],
  );
  expect(rows.map(({ raw }) => raw.id)).toContain("audit_log-unseen");
  for (const { type, raw } of rows) expect(raw.type).toBe(type);
}, 60_000);
