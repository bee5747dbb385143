import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";
import { messagesOf } from "#lib/i18n/messages.ts";

const root = new URL("../../", import.meta.url).pathname;

/** What the source spells out: whole strings, and templates as patterns for keys that are put together. */
function spelled(): { strings: Set<string>; patterns: Set<string> } {
  const strings = new Set<string>();
  const patterns = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) strings.add(node.text);
    if (ts.isIdentifier(node)) strings.add(node.text);
    if (ts.isTemplateExpression(node)) {
      const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
      if (parts.some((part) => part.includes(".")) || /^\w+$/.test(parts[0] ?? ""))
        patterns.add(
          parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join("[^{}]+"),
        );
    }
    ts.forEachChild(node, visit);
  };
  const files = globSync("{app,components,lib,prisma}/**/*.{ts,tsx}", {
    cwd: root,
    exclude: ["lib/generated/**", "**/*.test.ts"],
  });
  for (const file of files)
    visit(ts.createSourceFile(file, readFileSync(root + file, "utf8"), ts.ScriptTarget.Latest, false));
  return { strings, patterns };
}

function keysOf(node: object, path = ""): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === "string" ? [path + key] : keysOf(value as object, `${path}${key}.`),
  );
}

test("every message is used somewhere", () => {
  const { strings, patterns } = spelled();
  const put = new RegExp(`^(?:${[...patterns].join("|")})$`);
  const unused = Object.entries(messagesOf("en")).flatMap(([namespace, messages]) =>
    keysOf(messages)
      .filter((key) => !strings.has(key) && !put.test(key))
      .map((key) => `${namespace}.${key}`),
  );
  expect(unused).toEqual([]);
});
