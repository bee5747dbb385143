import type pg from "pg";
import { eventRow } from "#lib/sync/audit/event-row.ts";
import { insertEvents } from "#lib/sync/audit/insert-events.ts";
import { inTransaction, withLease } from "#lib/sync/lease.ts";
import { ensureStretch } from "#lib/sync/windows/ensure-months.ts";
import { copyAgain } from "./copy-again.ts";
import type { Measured } from "./ingest-usage.ts";
import { eventOf } from "./shapes.ts";

const perPage = 100;

/** Audit events, newest first, a hundred a page: parsed pages in, `pages` of them a transaction. */
export async function ingestEvents(
  client: pg.Client,
  organizationId: string,
  count: number,
  pages: number,
): Promise<Measured> {
  const newest = Math.floor(Date.parse("2026-11-20T00:00:00Z") / 1000);
  const secondsApart = 4;
  await ensureStretch("audit_events", newest - count * secondsApart, newest + 1);
  let seconds = 0;
  await withLease(`sync:${organizationId}:audit_log`, async (connection) => {
    for (let n = 0; n < count; n += perPage * pages) {
      const events = Array.from({ length: Math.min(perPage * pages, count - n) }, (_, index) =>
        eventOf(n + index, newest - (n + index) * secondsApart),
      );
      const startedAt = performance.now();
      const rows = events.map((event) => eventRow(event, false));
      await inTransaction(connection, () =>
        insertEvents(
          { client: connection, $executeRawUnsafe: () => Promise.reject(new Error("unused")) },
          organizationId,
          rows,
        ),
      );
      seconds += (performance.now() - startedAt) / 1000;
    }
  });
  const own = `organization_id = '${organizationId}'`;
  // What the events share was written with them, to a table of its own.
  const copySeconds =
    (await copyAgain(client, "facts.audit_events", own)) +
    (await copyAgain(client, "facts.audit_values", own));
  return { rows: count, seconds, copySeconds };
}
