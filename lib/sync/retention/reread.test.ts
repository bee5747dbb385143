import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { syncStream } from "#lib/sync/run-all.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

vi.setConfig({ testTimeout: 60_000 });

let twin: TestTwin;

beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 30 });
});
afterAll(() => twin.stop());

const since = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
const sinceSeconds = Date.parse(`${since}T00:00:00Z`) / 1000;

async function twinCount(table: string, where: string): Promise<number> {
  const [row] = await twin.sql(`SELECT count(*)::int AS count FROM twin.${table} WHERE ${where}`);
  return Number(row?.["count"]);
}

test.each([
  ["usage_completions", "usage", "bucket_at", "usage_completions", `hour_at >= ${sinceSeconds}`],
  ["audit_log", "audit_events", "effective_at", "events", `effective_at >= ${sinceSeconds}`],
] as const)(
  "the backfill of %s ends at what the organization let go of",
  async (stream, facts, column, table, where) => {
    const organization = await aConnectedOrganization(twin);
    await pool.query(
      "INSERT INTO retentions (organization_id, facts, keep_months, kept_since) VALUES ($1, $2, 13, $3)",
      [organization.id, facts, since],
    );
    expect(await syncStream(organization.id, stream)).toMatchObject({ error: null });
    const { rows } = await pool.query<{ first: Date; count: number }>(
      `SELECT min(${column}) AS first, count(*)::int AS count FROM facts.${facts} WHERE organization_id = $1`,
      [organization.id],
    );
    expect(rows[0]?.first.getTime()).toBeGreaterThanOrEqual(sinceSeconds * 1000);
    expect(rows[0]?.count).toBe(await twinCount(table, where));
    expect(await twinCount(table, `NOT (${where})`)).toBeGreaterThan(0);
  },
);
