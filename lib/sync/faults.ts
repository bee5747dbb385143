import { HeldBack, UpstreamRefusal, UpstreamUnclear } from "#lib/admin-api/errors.ts";
import type { SyncErrorCode } from "#lib/sync/error-codes.ts";

/** Why a stream cannot go on for now. message is for the person who looks at the stream. */
export class SyncFault extends Error {
  readonly code: SyncErrorCode;
  /** How long upstream wants to be left alone, where it says so. */
  readonly retryAfterMs: number | null;

  constructor(
    code: SyncErrorCode,
    message: string,
    options: ErrorOptions & { retryAfterMs?: number | null } = {},
  ) {
    super(message, options);
    this.name = "SyncFault";
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

const namesAScope = /missing scopes?|insufficient permissions/i;

function codeOfRefusal({ status, message }: UpstreamRefusal): SyncErrorCode {
  if (status === 429) return "rate_limited";
  if (status === 403 || (status === 401 && namesAScope.test(message))) return "missing_scope";
  return status === 401 ? "unauthorized" : "refused";
}

const codeOfReason = {
  timeout: "timeout",
  connection: "unavailable",
  malformed: "malformed",
  server: "unavailable",
} as const;

/** What an error of a call means for the stream; null for what upstream has no part in. */
export function faultOf(error: unknown): SyncFault | null {
  if (error instanceof SyncFault) return error;
  if (error instanceof HeldBack) return null;
  if (error instanceof UpstreamRefusal)
    return new SyncFault(codeOfRefusal(error), error.message, {
      cause: error,
      retryAfterMs: error.retryAfterMs,
    });
  if (error instanceof UpstreamUnclear)
    return new SyncFault(codeOfReason[error.reason], error.message, { cause: error });
  return null;
}
