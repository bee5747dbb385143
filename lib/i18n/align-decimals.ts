const figureSpace = "\u2007";
const punctuationSpace = "\u2008";

/** Figures padded behind their last digit, so that their points stand below one another at the right of a column. */
export function alignDecimals(written: readonly string[]): string[] {
  const decimals = written.map((text) => (text.includes(".") ? text.length - text.lastIndexOf(".") - 1 : 0));
  const most = Math.max(0, ...decimals);
  return written.map((text, index) => {
    const own = decimals[index] ?? 0;
    const point = own === 0 && most > 0 ? punctuationSpace : "";
    return text + point + figureSpace.repeat(most - own);
  });
}
