import { hash } from "node:crypto";
import type { PoolClient } from "pg";
import type { EventRow } from "#lib/sync/audit/event-row.ts";
import type { RepeatedValue } from "#lib/sync/audit/split-text.ts";

/** month: that of the last of its events, its first day (UTC). */
type Kept = RepeatedValue & { month: string };

/** Of a moment in Unix seconds. */
function monthOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, "2026-11".length)}-01`;
}

/** Each value once. No text holds the separator. */
function distinct(events: readonly EventRow[]): Map<string, Kept> {
  const found = new Map<string, Kept>();
  for (const { effectiveAt, repeated } of events) {
    const month = repeated.length > 0 ? monthOf(effectiveAt) : "";
    for (const value of repeated) {
      const key = `${value.foundBy}\0${value.value}\0${value.text}`;
      const known = found.get(key);
      if (!known) found.set(key, { ...value, month });
      else if (month > known.month) known.month = month;
    }
  }
  return found;
}

/**
 * Keeps what events share with others, once an organization. Call it in the transaction that adds them. What is known
 * already is only read; several writers add the same values in the same order, and wait for one another.
 */
export async function keepValues(
  client: PoolClient,
  organizationId: string,
  events: readonly EventRow[],
): Promise<void> {
  const values = [...distinct(events)]
    .map(([key, value]) => ({ id: hash("sha256", key, "hex").slice(0, 32), ...value }))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  if (values.length === 0) return;
  await client.query(
    `INSERT INTO facts.audit_values (organization_id, id, found_by, value, text, used_until)
     SELECT $1, given.* FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[])
       AS given(id, found_by, value, text, used_until)
     WHERE NOT EXISTS (SELECT FROM facts.audit_values AS known
       WHERE known.organization_id = $1 AND known.id = given.id AND known.used_until >= given.used_until)
     ORDER BY given.id
     ON CONFLICT (organization_id, id) DO UPDATE
       SET used_until = greatest(audit_values.used_until, excluded.used_until)`,
    [
      organizationId,
      values.map(({ id }) => id),
      values.map(({ foundBy }) => foundBy),
      values.map(({ value }) => value),
      values.map(({ text }) => text),
      values.map(({ month }) => month),
    ],
  );
}
