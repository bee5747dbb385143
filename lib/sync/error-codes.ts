/** Why a stream stands still, as it is kept in streams.last_error_code; messages/<locale>/streams.json words each. */
export const syncErrorCodes = [
  // 401: the admin key is wrong or revoked
  "unauthorized",
  // 401 or 403 that names a scope: the key may not read this
  "missing_scope",
  // 429
  "rate_limited",
  // 5xx, a refused or cut connection
  "unavailable",
  "timeout",
  // a body that is not JSON, or not a list
  "malformed",
  "repeated_cursor",
  "empty_page",
  // any other 4xx
  "refused",
  // a fault of the console itself
  "unexpected",
] as const;

export type SyncErrorCode = (typeof syncErrorCodes)[number];
