import { expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { deepFrom } from "#lib/sync/audit/deep-from.ts";
import { ensureMonths } from "#lib/sync/windows/ensure-months.ts";
import { anOrganization } from "#lib/testing/factories.ts";

const day = 86_400;

async function daysBack(events: number, secondsApart: number): Promise<number> {
  const organization = await anOrganization();
  const now = new Date();
  const seconds = Math.floor(now.getTime() / 1000);
  await ensureMonths("audit_events", [seconds, seconds - 31 * day]);
  await pool.query(
    `INSERT INTO facts.audit_events (organization_id, effective_at, id, type, raw)
     SELECT $1, to_timestamp($2::bigint - count * $4::int), 'e' || count, 'login.succeeded', '{}' FROM generate_series(1, $3::int) AS count`,
    [organization.id, seconds, events, secondsApart],
  );
  const client = await pool.connect();
  try {
    const from = await deepFrom({ organizationId: organization.id, now, client });
    return (seconds - from) / day;
  } finally {
    client.release();
  }
}

test("where there are few events a month of them is read again", async () => {
  expect(await daysBack(50, 3_600)).toBe(30);
});

test("where there are many, as far as twenty thousand reach", async () => {
  expect(await daysBack(25_000, 60)).toBeCloseTo((20_000 * 60) / day, 1);
});

test("never less than two days", async () => {
  expect(await daysBack(25_000, 2)).toBe(2);
});
