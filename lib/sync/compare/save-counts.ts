import { pool } from "#lib/db-writer.ts";

/** One figure on both sides; null: that side has no answer, and note says why. Decimal strings or numbers. */
export type Count = {
  stream: string;
  /** YYYY-MM-DD; lists have no days. */
  day: string | null;
  measure: string;
  upstream: string | number | null;
  mirror: string | number | null;
  note?: string;
};

/** The day under which lists are kept. */
export const noDay = "0001-01-01";

export async function saveCounts(
  comparison: { id: string; organizationId: string },
  counts: readonly Count[],
): Promise<void> {
  if (counts.length === 0) return;
  await pool.query(
    `INSERT INTO comparison_counts (comparison_id, organization_id, stream, day, measure, upstream, mirror, note)
     SELECT $1, $2, * FROM unnest($3::text[], $4::date[], $5::text[], $6::numeric[], $7::numeric[], $8::text[])
     ON CONFLICT (comparison_id, stream, day, measure)
     DO UPDATE SET upstream = excluded.upstream, mirror = excluded.mirror, note = excluded.note`,
    [
      comparison.id,
      comparison.organizationId,
      counts.map(({ stream }) => stream),
      counts.map(({ day }) => day ?? noDay),
      counts.map(({ measure }) => measure),
      counts.map(({ upstream }) => upstream),
      counts.map(({ mirror }) => mirror),
      counts.map(({ note }) => (note ?? "").replaceAll("\0", "").toWellFormed().slice(0, 500)),
    ],
  );
}
