import ts from "typescript";

export type Uses = {
  /** What useTranslations("…") and getTranslations("…") name: a namespace, or a branch of one as "streams.left". */
  scopes: Set<string>;
  /** Some namespace is a variable: any may be meant. */
  isOpen: boolean;
  texts: Set<string>;
  /** Keys put together, as in t(`status.${status}`). */
  patterns: RegExp[];
  /** Namespace and key of each t("key") whose namespace is plain to see. */
  calls: { namespace: string; key: string }[];
};

const makers = new Set(["useTranslations", "getTranslations"]);

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function patternsOf(node: ts.TemplateExpression): RegExp[] {
  const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
  if (!parts.some((part) => /[a-z]/i.test(part))) return [];
  return [new RegExp(`^${parts.map(escape).join(".+")}$`)];
}

function makerIn(node: ts.Expression | undefined): ts.CallExpression | undefined {
  if (!node) return undefined;
  if (ts.isAwaitExpression(node) || ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) {
    return makerIn(node.expression);
  }
  const isMaker =
    ts.isCallExpression(node) && ts.isIdentifier(node.expression) && makers.has(node.expression.text);
  return isMaker ? node : undefined;
}

/** The names bound by `const t = await getTranslations("ns")` and by a destructured Promise.all of such. */
function bindingsOf(node: ts.VariableDeclaration): [name: string, namespace: string][] {
  const bind = (name: ts.Node | undefined, value: ts.Expression | undefined): [string, string][] => {
    const namespace = makerIn(value)?.arguments[0];
    if (!name || !ts.isIdentifier(name) || !namespace || !ts.isStringLiteral(namespace)) return [];
    return [[name.text, namespace.text]];
  };
  if (!ts.isArrayBindingPattern(node.name)) return bind(node.name, node.initializer);
  const value =
    node.initializer && ts.isAwaitExpression(node.initializer) ? node.initializer.expression : undefined;
  const list = value && ts.isCallExpression(value) ? value.arguments[0] : undefined;
  if (!list || !ts.isArrayLiteralExpression(list)) return [];
  return node.name.elements.flatMap((element, at) =>
    ts.isBindingElement(element) ? bind(element.name, list.elements[at]) : [],
  );
}

function calleeOf(node: ts.CallExpression): string | undefined {
  const { expression } = node;
  if (ts.isIdentifier(expression)) return expression.text;
  const isVariant =
    ts.isPropertyAccessExpression(expression) && /^(rich|markup|raw)$/.test(expression.name.text);
  return isVariant && ts.isIdentifier(expression.expression) ? expression.expression.text : undefined;
}

/** Reads one file for the namespaces, keys and calls that it holds. */
export function findUses(path: string, source: string): Uses {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const uses: Uses = { scopes: new Set(), isOpen: false, texts: new Set(), patterns: [], calls: [] };
  const bound = new Map<string, Set<string>>();
  const called: { name: string; key: string }[] = [];

  function readCall(node: ts.CallExpression): void {
    const [first] = node.arguments;
    if (makerIn(node)) {
      if (first && ts.isStringLiteral(first)) uses.scopes.add(first.text);
      else uses.isOpen = true;
    }
    const name = calleeOf(node);
    if (name && first && ts.isStringLiteralLike(first)) called.push({ name, key: first.text });
  }

  function visit(node: ts.Node): void {
    if (ts.isStringLiteralLike(node)) uses.texts.add(node.text);
    else if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) uses.texts.add(node.name.text);
    else if (ts.isTemplateExpression(node)) uses.patterns.push(...patternsOf(node));
    else if (ts.isCallExpression(node)) readCall(node);
    else if (ts.isVariableDeclaration(node)) {
      for (const [name, namespace] of bindingsOf(node)) {
        bound.set(name, (bound.get(name) ?? new Set()).add(namespace));
      }
    } else if (ts.isNewExpression(node) && node.expression.getText() === "DomainError") {
      const key = node.arguments?.[1];
      if (key && ts.isStringLiteralLike(key)) uses.calls.push({ namespace: "errors", key: key.text });
    }
    ts.forEachChild(node, visit);
  }

  visit(file);
  for (const { name, key } of called) {
    const [scope, another] = bound.get(name) ?? [];
    // One name for two namespaces in one file: the type check knows which, we don't.
    if (!scope || another) continue;
    const [namespace = "", ...branch] = scope.split(".");
    uses.calls.push({ namespace, key: [...branch, key].join(".") });
  }
  return uses;
}
