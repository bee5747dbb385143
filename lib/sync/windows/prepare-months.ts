import type { FactsTable } from "#lib/sync/windows/ensure-months.ts";
import { ensureStretch } from "#lib/sync/windows/ensure-months.ts";

const day = 86_400;
const tables: FactsTable[] = ["usage", "costs", "audit_events"];

/** Makes the months that a backfill reads, and those to come, ahead: it locks the table for a moment. */
export async function prepareMonths(): Promise<void> {
  const now = Date.now() / 1000;
  for (const table of tables) await ensureStretch(table, now - 400 * day, now + 62 * day);
}
