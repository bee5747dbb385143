import type { PoolClient } from "pg";
import { callUpstream } from "#lib/admin-api/call.ts";
import { HeldBack } from "#lib/admin-api/errors.ts";
import { pool } from "#lib/db-writer.ts";
import { DomainError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { SecretError } from "#lib/secrets/errors.ts";
import { beginReread } from "#lib/sync/begin-reread.ts";
import { noteAbsence, noteFaultBlind } from "#lib/sync/blind/note.ts";
import { noteRefusedWindows } from "#lib/sync/blind/refused-windows.ts";
import { SyncFault, faultOf } from "#lib/sync/faults.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { inTransaction, withLease } from "#lib/sync/lease.ts";
import { isReady } from "#lib/sync/next-due.ts";
import type { Batch } from "#lib/sync/read-ahead.ts";
import { readAhead } from "#lib/sync/read-ahead.ts";
import { pageOf, readEnvelope } from "#lib/sync/read-page.ts";
import type { Advance, StepContext, StepTransaction } from "#lib/sync/reader.ts";
import { keptFrom } from "#lib/sync/retention/cutoff.ts";
import { readers } from "#lib/sync/readers.ts";
import type { StreamRow } from "#lib/sync/stream-row.ts";
import { isUnderWay, loadStream, saveAdvance, saveFault, saveWait, startRun } from "#lib/sync/stream-row.ts";
import { holdConnection, whileConnected } from "#lib/sync/while-connected.ts";
import { waitAfter } from "#lib/sync/wait-after.ts";

export type SliceEnd =
  /** The run is at its end, or none was due. */
  | { state: "complete" }
  /** The time is up; there is more to read. */
  | { state: "more" }
  | { state: "waiting" | "failed"; until: Date; fault?: SyncFault }
  | { state: "busy" }
  /** Paused, disconnected, or another stream has to be read first. */
  | { state: "stopped" };

export type SliceOptions = {
  /** Begins a run even if none is due. */
  isForced?: boolean;
  budgetMs?: number;
  /** Ends the slice once what was read is written. */
  signal?: AbortSignal;
};

/** A slice ends in good time for others to have their turn, and for a worker to stop. */
const defaultBudgetMs = 15_000;
/** A turn further away than this is not waited for: the worker has other streams to read. */
const patienceMs = 1_500;

/** Reads on in one stream for a while, a transaction a batch: it may end anywhere. Throws only faults of our own. */
export async function runSlice(
  organizationId: string,
  kind: StreamKind,
  options: SliceOptions = {},
): Promise<SliceEnd> {
  const end = await withLease(`sync:${organizationId}:${kind}`, async (client): Promise<SliceEnd> => {
    const timeZone = await timeZoneOf(client, organizationId);
    if (timeZone === null) return { state: "stopped" };
    const row = await loadStream(client, organizationId, kind);
    const readiness = await isReady(client, row, options.isForced === true);
    if (readiness !== "ready") return { state: readiness };
    try {
      await whileConnected(client, organizationId, async () => {
        await noteAbsence(client, row);
        if (!isUnderWay(row)) await startRun(client, organizationId, kind);
      });
      return await readOn({ client, row, kind, timeZone }, options);
    } catch (error) {
      return endOf(error, client, row, kind);
    }
  });
  return end === "busy" ? { state: "busy" } : end;
}

async function timeZoneOf(client: PoolClient, organizationId: string): Promise<string | null> {
  const { rows } = await client.query<{ time_zone: string }>(
    "SELECT time_zone FROM organizations WHERE id = $1 AND status <> 'disconnected' AND sealed_admin_key IS NOT NULL",
    [organizationId],
  );
  return rows[0]?.time_zone ?? null;
}

type Reading = { client: PoolClient; row: StreamRow; kind: StreamKind; timeZone: string };

async function readOn(
  { client, row, kind, timeZone }: Reading,
  { budgetMs = defaultBudgetMs, signal }: SliceOptions,
): Promise<SliceEnd> {
  const endsAt = performance.now() + budgetMs;
  const isOver = () => signal?.aborted === true || performance.now() >= endsAt;
  const context = contextOf(client, row, timeZone);
  let batch: Batch | null = null;
  while (true) {
    if (!batch) {
      await beginReread(client, row, kind);
      const bounds = { atLeast: 1, isOver, isWriting: () => false } as const;
      batch = await readAhead(context, readers[kind], row.cursor, bounds);
    }
    let next: Batch | null = null;
    if (batch.advance) {
      const written = await writeBatch(context, kind, row.cursor, batch.advance, batch.goesOn, isOver);
      row.cursor = batch.advance.cursor;
      row.failures = 0;
      if (batch.advance.finished) {
        await noteKeyWorks(row.organization_id);
        return { state: "complete" };
      }
      if (written.isPaused) return { state: "stopped" };
      next = written.next;
    }
    if (batch.failure) throw batch.failure.error;
    if (isOver() && !next) return { state: "more" };
    batch = next;
  }
}

function contextOf(client: PoolClient, row: StreamRow, timeZone: string): StepContext {
  const organizationId = row.organization_id;
  const askEach: StepContext["askEach"] = async (template, list, read) => {
    const { answer, sentAt } = await callUpstream(
      organizationId,
      template,
      async (admin) => readEnvelope(await list(admin).asResponse(), read),
      { patienceMs, isBackground: true },
    );
    return { answer: pageOf(answer), sentAt };
  };
  return {
    organizationId,
    timeZone,
    // Asked while a transaction may be open on the other connection.
    keptFrom: (facts) => keptFrom(pool, organizationId, facts),
    now: row.now,
    client,
    ask: (template, list) => askEach(template, list, (item) => item),
    askEach,
  };
}

/** Writes what was read; meanwhile the pages behind it are read, which are handed back if there are any. */
async function writeBatch(
  context: StepContext,
  kind: StreamKind,
  before: unknown,
  advance: Advance,
  goesOn: boolean,
  isOver: () => boolean,
): Promise<{ isPaused: boolean; next: Batch | null }> {
  let [isWriting, isStopped] = [true, false];
  const bounds = {
    atLeast: 0,
    isOver: () => isStopped || isOver(),
    isWriting: () => isWriting,
  } as const;
  const ahead = goesOn ? readAhead(context, readers[kind], advance.cursor, bounds) : null;
  try {
    const { isPaused } = await commit(context, kind, before, advance);
    isStopped = isPaused;
    isWriting = false;
    const next = await ahead;
    return { isPaused, next: next?.advance || next?.failure ? next : null };
  } catch (error) {
    isStopped = true;
    await ahead;
    throw error;
  }
}

async function commit(
  { client, organizationId, now }: StepContext,
  kind: StreamKind,
  before: unknown,
  advance: Advance,
): Promise<{ isPaused: boolean }> {
  return inTransaction(client, async () => {
    const tx: StepTransaction = {
      client,
      $executeRawUnsafe: async (statement, ...values) =>
        (await client.query(statement, values)).rowCount ?? 0,
    };
    const grown = (await advance.write?.(tx)) ?? 0;
    // Only now: nobody who disconnects, pauses or looks at the stream waits for the rows.
    await holdConnection(client, organizationId);
    await noteRefusedWindows(tx, organizationId, kind, { before, after: advance.cursor, now });
    return saveAdvance(tx, organizationId, kind, { ...advance, grown });
  });
}

async function endOf(
  error: unknown,
  client: PoolClient,
  row: StreamRow,
  kind: StreamKind,
): Promise<SliceEnd> {
  try {
    return await noteEnd(error, client, row, kind);
  } catch (ending) {
    // Nothing is noted any more once the organization is disconnected.
    if (ending instanceof DomainError && ending.key === "organizationDisconnected")
      return { state: "stopped" };
    throw ending;
  }
}

async function noteEnd(
  error: unknown,
  client: PoolClient,
  row: StreamRow,
  kind: StreamKind,
): Promise<SliceEnd> {
  if (error instanceof HeldBack) {
    await whileConnected(client, row.organization_id, () => saveWait(client, row, error.until));
    return { state: "waiting", until: error.until };
  }
  if (error instanceof DomainError && error.key === "organizationDisconnected") throw error;
  const fault = error instanceof SecretError ? new SyncFault("unexpected", error.message) : faultOf(error);
  if (!fault) {
    await noteOwnFault(client, row, error);
    throw error;
  }
  if (fault.code === "unauthorized") await noteKeyRefused(row.organization_id);
  const cursor = isDeadEnd(fault, row.failures) ? readers[kind].startAnew(row.cursor) : undefined;
  const until = await whileConnected(client, row.organization_id, async () => {
    await noteFaultBlind(client, row, fault);
    return saveFault(client, row, fault, { cursor, waitMs: waitAfter(fault, row.failures) });
  });
  log.warn(
    { organizationId: row.organization_id, stream: kind, code: fault.code, error: fault.message, until },
    "stream stands still",
  );
  return { state: "failed", until, fault };
}

/** A cursor that upstream refuses never works again; a page that makes no sense is given a few more tries. */
function isDeadEnd({ code }: SyncFault, failures: number): boolean {
  return code === "refused" || (failures >= 3 && (code === "repeated_cursor" || code === "empty_page"));
}

/** A fault of our own is told, too, unless the database itself is what fails. */
async function noteOwnFault(client: PoolClient, row: StreamRow, error: unknown): Promise<void> {
  const fault = new SyncFault("unexpected", error instanceof Error ? error.message : String(error));
  const next = { cursor: undefined, waitMs: waitAfter(fault, row.failures) };
  await whileConnected(client, row.organization_id, async () => {
    await noteFaultBlind(client, row, fault);
    return saveFault(client, row, fault, next);
  }).catch(() => undefined);
}

async function noteKeyRefused(organizationId: string): Promise<void> {
  await pool.query("UPDATE organizations SET status = 'refused' WHERE id = $1 AND status = 'connected'", [
    organizationId,
  ]);
}

async function noteKeyWorks(organizationId: string): Promise<void> {
  await pool.query("UPDATE organizations SET status = 'connected' WHERE id = $1 AND status = 'refused'", [
    organizationId,
  ]);
}
