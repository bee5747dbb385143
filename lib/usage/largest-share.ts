/** The largest of the shares of rows, 0 where there is none. */
export function largestShare(rows: readonly { share: number | null }[]): number {
  return rows.reduce((most, { share }) => Math.max(most, share ?? 0), 0);
}
