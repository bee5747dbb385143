/** A string, an identifier, a comment or a dollar-quoted body: semicolons in them end nothing. */
const opaque = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1/g;

/** The script with everything opaque blanked out and identifiers as words, at the same length: for looking at its structure. */
export function structureOf(script: string): string {
  return script.replace(opaque, (text) =>
    text.startsWith('"') ? text.replace(/\W/g, "_") : text.replace(/[^\n]/g, " "),
  );
}

/** A script without its comments; strings, identifiers and bodies stay. */
export function withoutComments(script: string): string {
  return script.replace(opaque, (text) => (/^(--|\/\*)/.test(text) ? " " : text));
}

/** The statements of a script, without what stands between them. */
export function statementsOf(script: string): string[] {
  const structure = structureOf(script);
  const ends = [...structure.matchAll(/;/g)].map(({ index }) => index);
  const starts = [0, ...ends.map((index) => index + 1)];
  return starts
    .map((start, at) => withoutComments(script.slice(start, ends[at] ?? script.length)).trim())
    .filter((statement) => statement !== "");
}
