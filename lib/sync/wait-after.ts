import type { SyncErrorCode } from "#lib/sync/error-codes.ts";
import type { SyncFault } from "#lib/sync/faults.ts";

const second = 1_000;
const minute = 60 * second;

/** first: the wait after the first failure, doubled after each further one up to longest, in milliseconds. */
const waits: Record<SyncErrorCode, { first: number; longest: number }> = {
  unauthorized: { first: minute, longest: 5 * minute },
  missing_scope: { first: minute, longest: 15 * minute },
  rate_limited: { first: 15 * second, longest: 5 * minute },
  unavailable: { first: 2 * second, longest: 5 * minute },
  timeout: { first: 2 * second, longest: 5 * minute },
  malformed: { first: 2 * second, longest: 10 * minute },
  repeated_cursor: { first: 2 * second, longest: 10 * minute },
  empty_page: { first: 2 * second, longest: 10 * minute },
  refused: { first: 10 * second, longest: 15 * minute },
  unexpected: { first: 10 * second, longest: 10 * minute },
};

/** How long a stream stands still after a fault, in milliseconds; failures counts those before it. */
export function waitAfter(fault: Pick<SyncFault, "code" | "retryAfterMs">, failures: number): number {
  const { first, longest } = waits[fault.code];
  return fault.retryAfterMs ?? Math.min(longest, first * 2 ** Math.min(failures, 12));
}
