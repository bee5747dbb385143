import type { PoolClient } from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { disconnectOrganization } from "#lib/organizations/disconnect.ts";
import { replaceKey } from "#lib/organizations/replace-key.ts";
import { pauseStream } from "#lib/streams/pause.ts";
import { inTransaction } from "#lib/sync/lease.ts";
import { runSlice } from "#lib/sync/run-slice.ts";
import { holdConnection } from "#lib/sync/while-connected.ts";
import { prepareMonths } from "#lib/sync/windows/prepare-months.ts";
import { anAuditLog, anEvent, closeAuditLogs, eventsIn } from "#lib/testing/audit-log.ts";
import { anActor } from "#lib/testing/factories.ts";
import { streamOf } from "#lib/testing/streams.ts";

vi.setConfig({ testTimeout: 60_000 });

afterEach(closeAuditLogs);

/** Whether a statement that begins like this waits for somebody. */
async function isBlocked(statement = "INSERT INTO facts.audit_events"): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT 1 FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND starts_with(query, $1)`,
    [statement],
  );
  return rowCount === 1;
}

/** A slice that is in the middle of writing its rows for as long as somebody holds the table. */
async function aSliceThatWrites() {
  await prepareMonths();
  const { organization } = await anAuditLog([anEvent("a", 60), anEvent("b", 120)]);
  const holder: PoolClient = await pool.connect();
  await holder.query("BEGIN");
  await holder.query("LOCK TABLE facts.audit_events IN SHARE MODE");
  const slice = runSlice(organization.id, "audit_log", { isForced: true });
  await vi.waitUntil(() => isBlocked(), { timeout: 30_000 });
  const release = async () => {
    await holder.query("COMMIT");
    holder.release();
    return slice;
  };
  return { actor: await anActor({ role: "owner", organization }), organization, release };
}

test("a disconnect in the middle of a long write waits for nothing, and nothing of it is kept", async () => {
  const { actor, organization, release } = await aSliceThatWrites();
  await disconnectOrganization(actor, { phrase: organization.slug });
  expect(await isBlocked()).toBe(true);

  expect(await release()).toEqual({ state: "stopped" });
  expect(await eventsIn(organization)).toEqual([]);
  expect(await streamOf(organization, "audit_log")).toMatchObject({ asOf: null, rowsMirrored: 0n });
});

test("a pause in the middle of a long write waits for nothing; what was read is kept, and then it stops", async () => {
  const { actor, organization, release } = await aSliceThatWrites();
  await pauseStream(actor, { kind: "audit_log" });
  expect(await isBlocked()).toBe(true);

  expect(await release()).toEqual({ state: "stopped" });
  expect(await eventsIn(organization)).toHaveLength(2);
});

type Change = (actor: Awaited<ReturnType<typeof anActor>>) => Promise<object>;

test.each<{ name: string; change: Change }>([
  {
    name: "disconnects",
    change: (actor) => disconnectOrganization(actor, { phrase: actor.organization.slug }),
  },
  { name: "replaces the key", change: (actor) => replaceKey(actor, { adminKey: "sk-admin-twin" }) },
])("whoever $name waits for the commit of a slice, and not in a circle", async ({ change }) => {
  const { organization } = await anAuditLog([anEvent("a", 60)]);
  await runSlice(organization.id, "audit_log", { isForced: true, budgetMs: 0 });
  const actor = await anActor({ role: "owner", organization });
  const slice = await pool.connect();
  await inTransaction(slice, async () => {
    await holdConnection(slice, organization.id);
    const changing = change(actor);
    await vi.waitUntil(() => isBlocked(""), { timeout: 30_000 });
    await slice.query("UPDATE streams SET moved_at = now() WHERE organization_id = $1", [organization.id]);
    return { changing };
  }).then(({ changing }) => changing);
  slice.release();
});
