/** Characters with which a spreadsheet takes a cell for a formula. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * A text as one cell of a CSV file (RFC 4180). A leading apostrophe keeps spreadsheets from running it; control
 * characters that they would trip over become spaces.
 */
export function csvText(text: string): string {
  const inert = formula.test(text.trimStart()) ? `'${text}` : text;
  const printable = inert.replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, " ");
  return /[",\r\n]/.test(printable) ? `"${printable.replaceAll('"', '""')}"` : printable;
}

/** One line of a CSV file from cells that are ready. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.join(",")}\r\n`;
}
