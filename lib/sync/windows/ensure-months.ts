import { pool } from "#lib/db-writer.ts";

export type FactsTable = "usage" | "costs" | "audit_events";

const isoDay = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

const duplicateTable = "42P07";

/** A month that another worker made at the same moment may still be unknown to this connection: it is asked again. */
async function ensure(table: FactsTable, fromDay: string, toDay: string): Promise<void> {
  const made = () => pool.query("SELECT facts.ensure_months($1, $2, $3)", [table, fromDay, toDay]);
  await made().catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === duplicateTable) return made();
    throw error;
  });
}

/** Makes the monthly partitions for the given moments (Unix seconds), each month by itself. */
export async function ensureMonths(table: FactsTable, moments: readonly number[]): Promise<void> {
  const months = new Set(moments.map((moment) => `${isoDay(moment).slice(0, 7)}-01`));
  for (const month of months) await ensure(table, month, month);
}

/** Makes the monthly partitions of a stretch, from inclusive, to exclusive. */
export async function ensureStretch(table: FactsTable, from: number, to: number): Promise<void> {
  await ensure(table, isoDay(from), isoDay(Math.max(from, to - 1)));
}
