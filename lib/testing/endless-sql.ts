import ts from "typescript";

/** The unique keys of each table, as the names of their columns: who compares all of one finds one row at most. */
export type Keys = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Text with each outermost pair of parentheses as (#n), and what stood in them. */
function fold(sql: string): { text: string; groups: string[] } {
  const groups: string[] = [];
  let depth = 0;
  let inner = "";
  let text = "";
  for (const letter of sql.replaceAll(/--.*$/gm, "")) {
    if (letter === ")") depth -= 1;
    if (letter === ")" && depth === 0) text += `(#${groups.push(inner) - 1})`;
    else if (depth > 0) inner += letter;
    else if (letter === "(") inner = "";
    else text += letter;
    if (letter === "(") depth += 1;
  }
  return { text: text.trim(), groups };
}

const cte = String.raw`(\w+)(?: \(#\d+\))? AS (?:MATERIALIZED )?\(#(\d+)\)`;
const aggregate = /\b(?:count|sum|min|max|bool_and|bool_or)\(/i;
const hasLimit = /\bLIMIT\b|\$\{[\w.]*\blimit\}/i;

/** Whether what is read are sums of all the rows: one row comes back. */
function isWhole(columns: string, groups: readonly string[]): boolean {
  const unfold = (column: string) =>
    column.replaceAll(/\(#(\d+)\)/g, (_all, at: string) => {
      const inner = groups[Number(at)] ?? "";
      return /^\s*SELECT\b/i.test(inner) ? "" : `(${inner})`;
    });
  return columns.split(",").some((column) => aggregate.test(unfold(column)) && !/\bOVER\b/i.test(column));
}

/**
 * Whether a statement may give more rows the more there are in a table: it has neither a limit, nor sums alone, nor
 * compares a unique key. Of facts and of catalogues it says nothing; an expression is as large as where it stands.
 */
export function isEndless(sql: string, keys: Keys): boolean {
  const { text: spaced, groups } = fold(sql);
  const text = spaced.replaceAll(/\s+/g, " ");
  const head = new RegExp(`^WITH ${cte}(?:, ${cte})*`, "i").exec(text)?.[0] ?? "";
  const named = new Map([...head.matchAll(new RegExp(cte, "gi"))].map(([, name, at]) => [name, Number(at)]));
  const main = text.slice(head.length).trim();
  if (!/^(?:SELECT\b|\(#\d+\) UNION\b|\(#\d+\)$)/i.test(main) || hasLimit.test(main)) return false;

  const isIn = (group: number) => isEndless(groups[group] ?? "", keys);
  return main.split(/\b(?:UNION ALL|UNION|EXCEPT|INTERSECT)\b/i).some((arm) => {
    const whole = /^ ?\(#(\d+)\) ?$/.exec(arm);
    if (whole) return isIn(Number(whole[1]));
    const [, columns = "", from = ""] = /^ ?SELECT (.*?)\bFROM (.*)$/i.exec(arm) ?? [];
    if (from === "" || (isWhole(columns, groups) && !/\bGROUP BY\b/i.test(from))) return false;
    const [, inner] = /^\(#(\d+)\)/.exec(from) ?? [];
    const [, table = ""] = /^(?:public\.)?"?([\w.]+|\$\{.*?\})/.exec(from) ?? [];
    const known = inner ?? named.get(table);
    if (known !== undefined) return isIn(Number(known));
    if (!keys.has(table) && !table.startsWith("${")) return false;
    const compared = [...from.matchAll(/(\w+) = (?:ANY ?)?(?:\$|\(#)/gi)].map(([, column]) => column);
    return !keys.get(table)?.some((key) => key.every((column) => compared.includes(column)));
  });
}

/** A hole as what it is called: ${cut.limit}, ${living}. What SQL stands in it is a text of its own. */
function hole({ expression }: ts.TemplateSpan, file: ts.SourceFile): string {
  const of = ts.isCallExpression(expression) ? expression.expression : expression;
  return `\${${/^[\w.]+$/.exec(of.getText(file))?.[0] ?? "?"}}`;
}

/** Every text of a source file that holds a SELECT, with the names of what is put into it. */
export function selectsIn(path: string, source: string): string[] {
  if (!source.includes("SELECT")) return [];
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateExpression(node))
      found.push(
        node.head.text + node.templateSpans.map((span) => hole(span, file) + span.literal.text).join(""),
      );
    else if (ts.isStringLiteralLike(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.filter((text) => /\bSELECT\b/.test(text));
}
