import { pool } from "#lib/db-writer.ts";
import type { FactsTable } from "#lib/sync/windows/ensure-months.ts";

/** A month of a facts table; detached: "pending" where detaching was cut short, "whole" where only dropping was. */
export type Partition = { name: string; month: string; detached: "no" | "pending" | "whole" };

/** The months of a facts table, oldest first. */
export async function listPartitions(table: FactsTable): Promise<Partition[]> {
  const { rows } = await pool.query<Partition>(
    `SELECT relname AS name, to_date(right(relname, 7), 'YYYY_MM')::text AS month,
       CASE WHEN inhrelid IS NULL THEN 'whole' WHEN inhdetachpending THEN 'pending' ELSE 'no' END AS detached
     FROM pg_class LEFT JOIN pg_inherits ON inhrelid = pg_class.oid
     WHERE relnamespace = 'facts'::regnamespace AND relkind = 'r' AND relname ~ ('^' || $1 || '_\\d{4}_\\d\\d$')
     ORDER BY 1`,
    [table],
  );
  return rows;
}
