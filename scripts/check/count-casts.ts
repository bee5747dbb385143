import ts from "typescript";

/** How often a source says `as` of a type, or `<T>x`, on its own word; `as const` and `satisfies` claim nothing. */
export function countCasts(path: string, source: string): number {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, false, kind);
  let casts = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
      if (!ts.isConstTypeReference(node.type)) casts += 1;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return casts;
}
