import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { exportEvents } from "#lib/audit-events/export.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { pool } from "#lib/db-writer.ts";
import { anActor } from "#lib/testing/factories.ts";
import { anEventFact, auditEvents } from "#lib/testing/events.ts";
import { parseCsv } from "#lib/testing/parse-csv.ts";

let actor: Actor;
beforeAll(async () => {
  actor = await anActor({ role: "auditor" });
});

/** What a plain reading of the rows gives, in the export's order. */
async function plainly(): Promise<{ id: string; resource_id: string; raw: string }[]> {
  const { rows } = await pool.query<{ id: string; resource_id: string; raw: string }>(
    `SELECT id, resource_id, raw::text AS raw FROM facts.audit_events
     WHERE organization_id = $1 ORDER BY effective_at DESC, id DESC`,
    [actor.organization.id],
  );
  return rows;
}

async function exported(format: "csv" | "jsonl"): Promise<string> {
  const options = { format, withMark: false };
  const { body } = await exportEvents(actor, parseAuditFilter({}), options, new AbortController().signal);
  return new Response(body).text();
}

/** Characters that quoting, escaping and joining could trip over, and all others. */
const tricky = fc.constantFrom(
  '"',
  '""',
  "\n",
  "\r\n",
  "\\",
  "\\n",
  "\\.",
  ",",
  "\t",
  "\u0001",
  "\u0002",
  "\u007f",
  "😀",
  "日本",
);
const text = fc
  .array(fc.oneof(tricky, fc.string({ unit: "binary" })), { maxLength: 12 })
  .map((parts) => parts.join(""));
const sizes = fc.constantFrom(0, 0, 0, 1_000, 70_000, 131_071, 262_144, 2_000_000);
const event = fc.record({
  said: text,
  keys: fc.dictionary(text, text, { maxKeys: 3 }),
  size: sizes,
  resource: text,
});

test("whatever the events hold, every byte leaves as a plain reading has it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 8 }), async (events) => {
      await pool.query("DELETE FROM facts.audit_events WHERE organization_id = $1", [actor.organization.id]);
      await auditEvents(
        actor.organization,
        events.map(({ said, keys, size, resource }) =>
          anEventFact({
            // NUL can stand in JSON, as an escape, but in no column.
            resourceId: `r${resource.replaceAll("\0", "")}`.toWellFormed(),
            payload: { said, nul: "\0", keys, filler: "é".repeat(size / 2) },
          }),
        ),
      );
      const rows = await plainly();
      expect(await exported("jsonl")).toBe(rows.map(({ raw }) => `${raw}\n`).join(""));
      const cells = parseCsv(await exported("csv"));
      expect(cells.map(({ id, resource_id, raw }) => ({ id, resource_id, raw }))).toEqual(rows);
    }),
    { numRuns: 25 },
  );
}, 120_000);
