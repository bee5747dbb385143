/** Counting stops here: nobody reads the difference between ten thousand and more, and it would cost a scan. */
export const countCap = 10_000;

export type CappedCount = { count: number; isCapped: boolean };

/** What a query limited to countCap + 1 rows found. */
export function cappedCount(found: number): CappedCount {
  return { count: Math.min(found, countCap), isCapped: found > countCap };
}
