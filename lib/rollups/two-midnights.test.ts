import { expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { usageDifferences } from "#lib/rollups/check-usage.ts";
import { anOrganization } from "#lib/testing/factories.ts";
import { usageFacts } from "#lib/testing/facts.ts";

/** Clocks go back from one o'clock to midnight: the first hour of the day is lived twice. */
const nights = [
  { timeZone: "Atlantic/Azores", eve: "2026-10-24", day: "2026-10-25", first: "2026-10-25T00:00:00Z" },
  { timeZone: "America/Havana", eve: "2026-10-31", day: "2026-11-01", first: "2026-11-01T04:00:00Z" },
];

async function daysOf(organization: { id: string }) {
  const { rows } = await pool.query<{ day: string; requests: string; rows: number }>(
    `SELECT day::text, sum(requests)::text AS requests, count(*)::int AS rows FROM facts.usage_daily
     WHERE organization_id = $1 AND grain = 'full' GROUP BY day ORDER BY day`,
    [organization.id],
  );
  return rows;
}

test.each(nights)(
  "in $timeZone a day of two midnights has both, whichever day is counted anew",
  async (night) => {
    const { timeZone, eve, day, first } = night;
    const organization = await anOrganization({ timeZone });
    const hour = (later: number) => new Date(Date.parse(first) + later * 3_600_000).toISOString();
    const fact = { project: "proj", model: "gpt-6" };
    await usageFacts(organization, [
      { ...fact, at: hour(-1), requests: 1 },
      { ...fact, at: hour(0), requests: 20 },
      { ...fact, at: hour(1), requests: 300 },
    ]);
    const right = [
      { day: eve, requests: "1", rows: 1 },
      { day, requests: "320", rows: 1 },
    ];
    expect(await daysOf(organization)).toEqual(right);
    for (const on of [eve, day, eve, eve]) {
      await pool.query("SELECT facts.refresh_usage_daily($1, 'completions', $2, $3, $3)", [
        organization.id,
        timeZone,
        on,
      ]);
      expect(await daysOf(organization)).toEqual(right);
    }
    for (const month of ["2026-10-01", "2026-11-01"])
      expect(await usageDifferences(organization.id, "completions", timeZone, month)).toEqual([]);
  },
);
