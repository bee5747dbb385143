import { pool } from "#lib/db-writer.ts";
import { log } from "#lib/log.ts";
import { cutoffDay, zoneOf } from "#lib/sync/retention/cutoff.ts";
import type { Partition } from "#lib/sync/retention/partitions.ts";
import { listPartitions } from "#lib/sync/retention/partitions.ts";
import type { FactsTable } from "#lib/sync/windows/ensure-months.ts";

const tables: FactsTable[] = ["usage", "costs", "audit_events"];

/** The months that no organization keeps, and leftovers of an earlier call that was cut short. */
async function letGoOf(table: FactsTable): Promise<Partition[]> {
  const { rows } = await pool.query<{ before: string | null }>(
    `SELECT CASE WHEN bool_and(keep_months IS NOT NULL)
       THEN min(facts.day_begins(${cutoffDay}, ${zoneOf("$1")}) AT TIME ZONE 'UTC')::date::text END AS before
     FROM organizations LEFT JOIN retentions ON organization_id = id AND facts = $1`,
    [table],
  );
  const before = rows[0]?.before ?? null;
  const partitions = await listPartitions(table);
  return partitions.filter(
    ({ month, detached }) => detached !== "no" || (before !== null && nextMonth(month) <= before),
  );
}

function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
}

/** Drops months that nobody keeps, and names them; one that is read for half a minute waits for the next night. */
export async function dropPartitions(): Promise<string[]> {
  const dropped: string[] = [];
  for (const table of tables) {
    for (const { name, detached } of await letGoOf(table)) {
      const client = await pool.connect();
      try {
        await client.query("SET statement_timeout = '30s'");
        if (detached === "no")
          await client.query(`ALTER TABLE facts.${table} DETACH PARTITION facts.${name} CONCURRENTLY`);
        if (detached === "pending")
          await client.query(`ALTER TABLE facts.${table} DETACH PARTITION facts.${name} FINALIZE`);
        await client.query(`DROP TABLE facts.${name}`);
        dropped.push(name);
      } catch (error) {
        log.warn({ partition: name, err: error }, "a month that nobody keeps could not be dropped yet");
      } finally {
        await client.query("RESET statement_timeout").catch(() => undefined);
        client.release();
      }
    }
  }
  return dropped;
}
