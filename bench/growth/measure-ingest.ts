/**
 * Writes usage and audit events as the sync does into the database of DATABASE_URL, for an organization that is gone
 * again afterwards, and the same rows by COPY into an empty table. A process of its own: the sync's pool belongs to
 * one database. Prints JSON: milliseconds a thousand rows, by what was measured.
 */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { pool } from "#lib/db-writer.ts";
import { makeOrganization } from "../database.ts";
import { ingestEvents } from "../ingest/ingest-events.ts";
import type { Measured } from "../ingest/ingest-usage.ts";
import { ingestUsage } from "../ingest/ingest-usage.ts";
import { percentile } from "../pages/percentiles.ts";

const [rounds, days, events, pages] = [3, 4, 6_000, 20];
const tables = ["usage", "usage_daily", "usage_monthly", "rollups", "audit_events"];

const client = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
await client.connect();

/** Others run on the same database later: what was written is taken away. */
async function forget(organizationId: string): Promise<void> {
  for (const table of tables)
    await client.query(`DELETE FROM facts.${table} WHERE organization_id = $1`, [organizationId]);
  await client.query("DELETE FROM organizations WHERE id = $1", [organizationId]);
}

async function measure(write: (organizationId: string) => Promise<Measured>): Promise<[number, number]> {
  const found: Measured[] = [];
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const organizationId = await makeOrganization(client, `growth-${randomUUID()}`);
    const measured = await write(organizationId);
    await forget(organizationId);
    if (round > 0) found.push(measured);
  }
  const median = (of: "seconds" | "copySeconds") =>
    percentile(
      found.map((measured) => (measured[of] / measured.rows) * 1_000_000),
      0.5,
    );
  return [median("seconds"), median("copySeconds")];
}

const [usage, usageCopy] = await measure((id) => ingestUsage(client, id, days));
const [audit, auditCopy] = await measure((id) => ingestEvents(client, id, events, pages));
console.log(
  JSON.stringify({
    "usage, rollups included": usage,
    "COPY of the same usage into an empty table": usageCopy,
    events: audit,
    "COPY of the same events into an empty table": auditCopy,
  }),
);
await client.end();
await pool.end();
