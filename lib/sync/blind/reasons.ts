import type { SyncErrorCode } from "#lib/sync/error-codes.ts";

/** Why a time of a stream was not observed; messages/<locale>/streams.json words each under "blind.reasons". */
export const blindReasons = [
  "key_refused",
  "missing_scope",
  "rate_limited",
  "upstream_down",
  "unreadable",
  "refused",
  // one question of several (costs by key) that upstream does not answer for these times
  "refused_window",
  "console_fault",
  "not_running",
  "paused",
  "disconnected",
] as const;

export type BlindReason = (typeof blindReasons)[number];

/** isLasting: no waiting cures it, so that the time is blind from the first failure on. */
type Cause = { reason: BlindReason; isLasting: boolean };

const causes: Record<SyncErrorCode, Cause> = {
  unauthorized: { reason: "key_refused", isLasting: true },
  missing_scope: { reason: "missing_scope", isLasting: true },
  refused: { reason: "refused", isLasting: true },
  rate_limited: { reason: "rate_limited", isLasting: false },
  unavailable: { reason: "upstream_down", isLasting: false },
  timeout: { reason: "upstream_down", isLasting: false },
  malformed: { reason: "unreadable", isLasting: false },
  repeated_cursor: { reason: "unreadable", isLasting: false },
  empty_page: { reason: "unreadable", isLasting: false },
  unexpected: { reason: "console_fault", isLasting: false },
};

export function causeOf(code: SyncErrorCode): Cause {
  return causes[code];
}
