/** Rows of the first piece: small, so that progress shows at once. */
export const firstPieceRows = 5_000;
const [fewestRows, mostRows] = [500, 400_000];
/** A piece that was not committed is lost when the work is interrupted, so it should not take longer than this. */
const wantedMs = 2_000;
const wantedBytes = 48_000_000;

/** How many rows the next piece should have, after one of so many took so long and came to so many bytes. */
export function nextPieceRows(rows: number, ms: number, bytes: number): number {
  const share = Math.min(wantedMs / Math.max(1, ms), wantedBytes / Math.max(1, bytes));
  return Math.round(Math.min(mostRows, Math.max(fewestRows, rows * Math.min(4, Math.max(0.1, share)))));
}
