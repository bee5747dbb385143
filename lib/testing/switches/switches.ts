import type { SyncErrorCode } from "#lib/sync/error-codes.ts";
import type { FaultInput } from "#twin/faults.ts";

/** A switch, as hard as a backfill can bear it, and what the page says of a stream that it strikes. */
export type Switch = { fault: FaultInput; code: SyncErrorCode | null };

/** Switches by what they do: refuse a call, damage an answer, or tell other figures than later. */
export const switches: Record<"refusing" | "damaging" | "distorting", Switch[]> = {
  refusing: [
    { fault: { kind: "rateLimit", perMinute: 8, windowMs: 1_000 }, code: "rate_limited" },
    { fault: { kind: "serverError", rate: 0.3, status: 503 }, code: "unavailable" },
    { fault: { kind: "missingScope", rate: 0.3 }, code: "missing_scope" },
    { fault: { kind: "delay", rate: 0.3, ms: 30 }, code: null },
    { fault: { kind: "archiveFails" }, code: null },
  ],
  damaging: [
    { fault: { kind: "cut", rate: 0.2 }, code: "unavailable" },
    { fault: { kind: "cut", rate: 0.2, at: "half" }, code: "unavailable" },
    { fault: { kind: "malformed", rate: 0.3 }, code: "malformed" },
    { fault: { kind: "repeatCursor", rate: 0.3 }, code: null },
    { fault: { kind: "emptyPage", rate: 0.3 }, code: "empty_page" },
  ],
  distorting: [
    { fault: { kind: "amountsAsNumbers" }, code: null },
    { fault: { kind: "costsByKeyRefused" }, code: null },
    { fault: { kind: "costsByUserRefused" }, code: null },
    { fault: { kind: "costsRestated" }, code: null },
    { fault: { kind: "usageGrows" }, code: null },
    { fault: { kind: "lateEvents" }, code: null },
    { fault: { kind: "unknownEvents" }, code: null },
  ],
};
