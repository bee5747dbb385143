import { many } from "#twin/database.ts";
import type { Transaction } from "#twin/database.ts";
import { deriveCosts, seedPrices } from "#twin/seed/costs.ts";
import { organizationId, seedDirectory } from "#twin/seed/directory.ts";
import type { SeedEvent } from "#twin/seed/events.ts";
import { directoryHistory } from "#twin/seed/history.ts";
import { projectId } from "#twin/seed/identity.ts";
import { insertRows } from "#twin/seed/insert-rows.ts";
import { loginsBetween } from "#twin/seed/logins.ts";
import { seedSpend } from "#twin/seed/spend.ts";
import { day } from "#twin/seed/timeline.ts";
import type { Timeline } from "#twin/seed/timeline.ts";
import { usageBetween } from "#twin/seed/usage.ts";

const hour = 3600;

/** Writes the demonstration organization with `days` days of history that end now. */
export async function seedSmall(tx: Transaction, now: number, days: number): Promise<void> {
  const anchorAt = now - (now % day);
  const timeline: Timeline = { anchorAt, startAt: anchorAt - days * day };
  await tx.query(
    `INSERT INTO twin.organization
       (id, name, default_project_id, seed, days, anchor_at, usage_until_at, events_until_at, created_at)
     VALUES ($1, '川シュプレー Kawa & Spree', $2, 'small', $3, $4, $5, $5, $6)`,
    [organizationId, projectId("default"), days, anchorAt, timeline.startAt, anchorAt - 900 * day],
  );
  await seedPrices(tx);
  await seedDirectory(tx, timeline);
  await seedSpend(tx, timeline);
  const history = directoryHistory(timeline).filter((event) => event.effective_at >= timeline.startAt);
  const logins = loginsBetween(timeline, timeline.startAt, now, () => true);
  await insertEvents(
    tx,
    [...history, ...logins].filter((event) => event.effective_at < now),
  );
  await tx.query("UPDATE twin.organization SET events_until_at = $1", [now]);
  await writeUsage(tx, timeline, { from: timeline.startAt, to: now - (now % hour) }, () => true);
}

type SmallRow = { days: number; anchor_at: number; usage_until_at: number; events_until_at: number };

/**
 * Adds what happened since: the hours that ended, and who signed in. A key or a person that was removed
 * through the API does nothing any more.
 */
export async function advanceSmall(tx: Transaction, now: number): Promise<void> {
  const [row] = await many<SmallRow>(
    tx,
    "SELECT days, anchor_at, usage_until_at, events_until_at FROM twin.organization",
  );
  if (!row) return;
  const timeline: Timeline = { anchorAt: row.anchor_at, startAt: row.anchor_at - row.days * day };
  const to = now - (now % hour);
  if (now > row.events_until_at) {
    const users = await many<{ id: string }>(tx, "SELECT id FROM twin.users WHERE deleted_at IS NULL");
    const live = new Set(users.map(({ id }) => id));
    await insertEvents(
      tx,
      loginsBetween(timeline, row.events_until_at, now, (id) => live.has(id)),
    );
    await tx.query("UPDATE twin.organization SET events_until_at = $1", [now]);
  }
  if (to > row.usage_until_at) {
    await seedPrices(tx);
    const keys = await many<{ id: string }>(
      tx,
      `SELECT k.id FROM twin.api_keys k JOIN twin.projects p ON p.id = k.project_id
       LEFT JOIN twin.users u ON u.id = k.owner_user_id
       WHERE k.deleted_at IS NULL AND p.archived_at IS NULL AND u.deleted_at IS NULL`,
    );
    const live = new Set(keys.map(({ id }) => id));
    await writeUsage(tx, timeline, { from: row.usage_until_at, to }, (id) => live.has(id));
  }
}

type Span = { from: number; to: number };

async function writeUsage(
  tx: Transaction,
  timeline: Timeline,
  { from, to }: Span,
  isLive: (id: string) => boolean,
) {
  const rows = usageBetween(timeline, from, to, isLive);
  await insertRows(tx, "twin.usage_completions", rows.completions);
  await insertRows(tx, "twin.usage_decisions", rows.decisions);
  await insertRows(tx, "twin.usage_embeddings", rows.embeddings);
  await insertRows(tx, "twin.usage_tools", rows.tools);
  await deriveCosts(tx, from);
  await tx.query(
    `UPDATE twin.api_keys k SET last_used_at = used.at FROM (
       SELECT api_key_id, max(hour_at) + 1740 AS at FROM (
         SELECT api_key_id, hour_at FROM twin.usage_completions WHERE hour_at >= $1
         UNION ALL SELECT api_key_id, hour_at FROM twin.usage_decisions WHERE hour_at >= $1
         UNION ALL SELECT api_key_id, hour_at FROM twin.usage_embeddings WHERE hour_at >= $1
         UNION ALL SELECT api_key_id, hour_at FROM twin.usage_tools WHERE hour_at >= $1
       ) rows GROUP BY api_key_id
     ) used WHERE used.api_key_id = k.id`,
    [from],
  );
  await tx.query("UPDATE twin.organization SET usage_until_at = $1", [to]);
}

async function insertEvents(tx: Transaction, events: SeedEvent[]): Promise<void> {
  const ordered = events.toSorted((a, b) => a.effective_at - b.effective_at);
  await insertRows(tx, "twin.events", ordered);
}
