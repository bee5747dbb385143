import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { runSlice } from "#lib/sync/run-slice.ts";
import { anId } from "#lib/testing/factories.ts";
import { forgetWaits, readToTheEnd, streamOf } from "#lib/testing/streams.ts";
import { strikeLease } from "#lib/testing/strike-lease.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

type In = { id: string };
/** tables: first the one whose rows the stream counts. */
type Case = { kind: StreamKind; tables: [string, ...string[]]; change: (n: number) => Promise<unknown> };

const keptDays = 3;
const toStartMs = 120_000;
const toFinishMs = 300_000;

let twin: TestTwin;

beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: keptDays });
}, toStartMs);
afterAll(() => twin.stop());

async function anOrganizationThatKeepsLittle(): Promise<In> {
  const organization = await aConnectedOrganization(twin);
  const since = new Date(Date.now() - keptDays * 86_400_000).toISOString().slice(0, 10);
  await pool.query(
    `INSERT INTO retentions (organization_id, facts, keep_months, kept_since)
     SELECT $1, facts, 13, $2 FROM unnest('{usage,costs,audit_events}'::text[]) AS facts`,
    [organization.id, since],
  );
  return organization;
}

/** Every living row of the tables as the organization has it, however it got there. */
async function held(organization: In, { kind, tables }: Case): Promise<object> {
  const found: Record<string, string[]> = {};
  for (const table of tables) {
    const { rows } = await pool.query<{ row: string }>(
      `SELECT (to_jsonb(held) - 'organization_id' - 'mirrored_at')::text AS row FROM ${table} AS held
       WHERE organization_id = $1 AND to_jsonb(held) ->> 'deleted_at' IS NULL ORDER BY 1`,
      [organization.id],
    );
    found[table] = rows.map(({ row }) => row);
  }
  const { rowsMirrored, asOf, lastErrorCode } = await streamOf(organization, kind);
  expect(Number(rowsMirrored)).toBe(found[tables[0]]?.length);
  return { ...found, isRead: asOf !== null, lastErrorCode };
}

async function readStruck(organization: In, kind: StreamKind, nth: number): Promise<boolean> {
  const hasStruck = await strikeLease(nth, () => runSlice(organization.id, kind, { isForced: true }));
  await forgetWaits(organization);
  await readToTheEnd(organization, kind);
  return hasStruck;
}

const lastDay = () => Math.floor(Date.now() / 86_400_000) * 86_400;

const cases: Case[] = [
  {
    kind: "usage_completions",
    tables: ["facts.usage", "facts.usage_daily", "facts.usage_monthly"],
    change: () =>
      twin.sql(
        `UPDATE twin.usage_completions SET input_tokens = input_tokens + 7, num_model_requests = num_model_requests + 1
         WHERE hour_at >= $1`,
        [lastDay() - 86_400],
      ),
  },
  {
    kind: "costs",
    tables: ["facts.costs", "facts.costs_daily", "facts.costs_monthly"],
    change: () =>
      twin.sql("UPDATE twin.costs SET amount = amount + 0.01 WHERE day_at = $1", [lastDay() - 86_400]),
  },
  {
    kind: "audit_log",
    tables: ["facts.audit_events"],
    change: (n) => twin.admin.projects.create({ name: `Struck ${n}` }),
  },
  {
    kind: "members",
    tables: ["members"],
    change: async () => {
      const id = anId("user");
      await twin.sql(
        "UPDATE twin.users SET deleted_at = 1760000000 WHERE seq = (SELECT max(seq) FROM twin.users WHERE deleted_at IS NULL AND role = 'reader')",
      );
      await twin.sql(
        "INSERT INTO twin.users (id, email, name, role, added_at) VALUES ($1, $2, 'New', 'reader', 1760000000)",
        [id, `${id}@example.com`],
      );
    },
  },
];

test.each(cases)(
  "$kind: whichever statement the connection ends at, first run or later one, what is held at the end is the same",
  async (one) => {
    const { kind, change } = one;
    const undisturbed = await anOrganizationThatKeepsLittle();
    await readToTheEnd(undisturbed, kind);
    let struck = 0;
    for (let nth = 1, isStriking = true; isStriking; nth += 1) {
      const organization = await anOrganizationThatKeepsLittle();
      const isFirstStruck = await readStruck(organization, kind, nth);
      expect(await held(organization, one), `first run, statement ${nth}`).toEqual(
        await held(undisturbed, one),
      );

      await change(nth);
      const isLaterStruck = await readStruck(organization, kind, nth);
      await readToTheEnd(undisturbed, kind);
      expect(await held(organization, one), `later run, statement ${nth}`).toEqual(
        await held(undisturbed, one),
      );
      isStriking = isFirstStruck || isLaterStruck;
      struck += Number(isFirstStruck) + Number(isLaterStruck);
    }
    expect(struck).toBeGreaterThan(20);
  },
  toFinishMs,
);
