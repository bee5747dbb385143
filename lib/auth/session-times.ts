/** A session ends when nobody has used it for this long. */
export const idleMs = 12 * 3_600_000;

/** However much it is used, a session ends after this time. */
export const absoluteMs = 14 * 24 * 3_600_000;

/** Using a session moves its end at most this often. */
export const touchMs = 5 * 60_000;
