import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "#lib/db-writer.ts";
import type { SyncErrorCode } from "#lib/sync/error-codes.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { runSlice } from "#lib/sync/run-slice.ts";

/** How one stream came out; error is null where the mirror is complete. */
export type StreamOutcome = {
  kind: StreamKind;
  rows: number;
  error: { code: SyncErrorCode; message: string } | null;
};

type Options = {
  /** Told after every slice. */
  onProgress?: (kind: StreamKind, state: "reading" | "waiting" | "done" | "failed") => void;
  signal?: AbortSignal;
  /** How often in a row a stream may fail before it is given up. */
  attempts?: number;
};

/** Streams that wait for each other stand in one row; the rows are read at once. */
const rows: readonly (readonly StreamKind[])[] = [
  ["members", "invites", "projects", "groups", "project_members", "service_accounts", "api_keys", "roles"],
  ["usage_completions"],
  ["usage_embeddings", "usage_decisions", "costs"],
  ["usage_moderations", "usage_images", "usage_audio_speeches", "usage_audio_transcriptions"],
  [
    "usage_vector_stores",
    "usage_code_interpreter_sessions",
    "usage_file_search_calls",
    "usage_web_search_calls",
  ],
  ["audit_log"],
];

/** Faults that no waiting cures. */
const lasting = new Set<SyncErrorCode>(["unauthorized", "missing_scope", "refused", "unexpected"]);

/**
 * Reads every stream of an organization to its end, in this process: for npm start, npx metsuke sync and
 * tests. A stream that fails for good is reported, and the others are read all the same.
 */
export async function syncEverything(
  organizationId: string,
  options: Options = {},
): Promise<StreamOutcome[]> {
  const outcomes = await Promise.all(
    rows.map(async (kinds) => {
      const read: StreamOutcome[] = [];
      for (const kind of kinds) read.push(await syncStream(organizationId, kind, options));
      return read;
    }),
  );
  return outcomes.flat();
}

/** Reads one stream to its end, from where it stands. */
export async function syncStream(
  organizationId: string,
  kind: StreamKind,
  { onProgress, signal, attempts = 6 }: Options = {},
): Promise<StreamOutcome> {
  let failures = 0;
  const begunAt = await databaseClock();
  while (true) {
    signal?.throwIfAborted();
    const end = await runSlice(organizationId, kind, { isForced: true, ...(signal && { signal }) });
    if (
      end.state === "complete" ||
      (end.state === "busy" && (await isReadSince(organizationId, kind, begunAt)))
    ) {
      onProgress?.(kind, "done");
      return { kind, rows: await rowsOf(organizationId, kind), error: null };
    }
    if (end.state === "stopped") return gaveUp(organizationId, kind, null);
    if (end.state === "failed") {
      failures += 1;
      const { fault } = end;
      if (fault && (lasting.has(fault.code) || failures >= attempts)) {
        onProgress?.(kind, "failed");
        return gaveUp(organizationId, kind, fault);
      }
    } else if (end.state === "more") failures = 0;

    onProgress?.(kind, end.state === "more" ? "reading" : "waiting");
    const waitMs = "until" in end ? end.until.getTime() - (await databaseClock()).getTime() : 0;
    if (end.state !== "more")
      await sleep(Math.max(100, Math.min(waitMs, 300_000)), undefined, signal ? { signal } : {});
  }
}

async function gaveUp(
  organizationId: string,
  kind: StreamKind,
  fault: { code: SyncErrorCode; message: string } | null,
): Promise<StreamOutcome> {
  const error = fault ?? {
    code: "unexpected" as const,
    message: "The stream is paused, or waits for one that failed.",
  };
  return {
    kind,
    rows: await rowsOf(organizationId, kind),
    error: { code: error.code, message: error.message },
  };
}

async function databaseClock(): Promise<Date> {
  const {
    rows: [row],
  } = await pool.query<{ now: Date }>("SELECT clock_timestamp() AS now");
  return row?.now ?? new Date();
}

async function isReadSince(organizationId: string, kind: StreamKind, since: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    "SELECT 1 FROM streams WHERE organization_id = $1 AND kind = $2 AND as_of >= $3",
    [organizationId, kind, since],
  );
  return rowCount === 1;
}

async function rowsOf(organizationId: string, kind: StreamKind): Promise<number> {
  const {
    rows: [row],
  } = await pool.query<{ rows: string }>(
    "SELECT rows_mirrored AS rows FROM streams WHERE organization_id = $1 AND kind = $2",
    [organizationId, kind],
  );
  return Number(row?.rows ?? 0);
}
