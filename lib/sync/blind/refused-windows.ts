import { z } from "zod";
import type { StreamKind } from "#lib/sync/kinds.ts";
import type { StepTransaction } from "#lib/sync/reader.ts";

/** The part of a cursor of windows that tells which questions upstream does not answer, and up to when. */
const Refused = z.object({
  refused: z.record(z.string(), z.object({ top: z.number() })),
  run: z.object({ from: z.number() }).nullish(),
});

/** What is refused for times that are over is lost; else it may be answered one day. */
const overSeconds = 3 * 86_400;

function refusedIn(cursor: unknown): z.output<typeof Refused> {
  return Refused.catch({ refused: {}, run: null }).parse(cursor);
}

/** Notes questions that upstream began to refuse with this step, and closes those that it answers again. */
export async function noteRefusedWindows(
  { client }: StepTransaction,
  organizationId: string,
  kind: StreamKind,
  cursors: { before: unknown; after: unknown; now: Date },
): Promise<void> {
  const [before, after] = [refusedIn(cursors.before), refusedIn(cursors.after)];
  for (const [detail, { top }] of Object.entries(after.refused)) {
    if (before.refused[detail]?.top === top) continue;
    const from = before.run?.from ?? after.run?.from ?? top;
    const isOver = cursors.now.getTime() / 1000 - top > overSeconds;
    await client.query(
      `INSERT INTO blind_periods (organization_id, stream, reason, detail, from_at, to_at, outcome, closed_at)
       VALUES ($1, $2, 'refused_window', $3, to_timestamp($4::bigint),
         CASE WHEN $5 THEN to_timestamp($6::bigint) END, CASE WHEN $5 THEN 'lost' ELSE 'open' END,
         CASE WHEN $5 THEN clock_timestamp() END)
       ON CONFLICT DO NOTHING`,
      [organizationId, kind, detail, from, isOver, top],
    );
  }
  for (const detail of Object.keys(before.refused)) {
    if (after.refused[detail]) continue;
    await client.query(
      `UPDATE blind_periods SET to_at = $4, closed_at = clock_timestamp(), outcome = 'lost'
       WHERE organization_id = $1 AND stream = $2 AND detail = $3 AND reason = 'refused_window' AND outcome = 'open'`,
      [organizationId, kind, detail, cursors.now],
    );
  }
}
