/** Reads RFC 4180 text with a line of names, strictly: one object a record. Independent of what writes it. */
export function parseCsv(text: string): Record<string, string>[] {
  const records: string[][] = [];
  let rest = text;
  let record: string[] = [];
  while (rest !== "") {
    const [whole, quoted, bare, end] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\n|$)/.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`Not CSV: ${rest.slice(0, 80)}`);
    record.push(quoted === undefined ? (bare ?? "") : quoted.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
    if (end === ",") continue;
    records.push(record);
    record = [];
  }
  const [names = [], ...rows] = records;
  return rows.map((cells) => {
    if (cells.length !== names.length) throw new Error(`${cells.length} cells under ${names.length} names`);
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
  });
}
