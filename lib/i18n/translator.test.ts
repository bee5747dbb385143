import { Children, createElement, isValidElement } from "react";
import type { ReactNode } from "react";
import compileMessage from "icu-minify/compile";
import { createTranslator } from "use-intl/core";
import { expect, test, vi } from "vitest";
import { createCompiledTranslator } from "#lib/i18n/translator.ts";
import { messagesOf } from "#lib/i18n/messages.ts";

function flatten(node: object, path: string): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flatten(value as object, `${path}${key}.`),
  );
}

/** Whatever a message may ask for: a number where it counts, words elsewhere. */
function valuesFor(text: string, count: number): Record<string, string | number> {
  const plain = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, `‹${name}›`] as const);
  const counted = [...text.matchAll(/\{(\w+), (?:plural|number|selectordinal)/g)].map(
    ([, name = ""]) => [name, count] as const,
  );
  const selected = [...text.matchAll(/\{(\w+), select,/g)].map(([, name = ""]) => [name, "other"] as const);
  const entries: (readonly [string, string | number])[] = [...plain, ...selected, ...counted];
  return Object.fromEntries(entries);
}

function markup(given: ReactNode): string {
  const parts = Children.toArray(given).map((node) => {
    if (!isValidElement<{ children?: ReactNode }>(node)) return typeof node === "string" ? node : "";
    const inner = markup(node.props.children);
    return typeof node.type === "string" ? `<${node.type}>${inner}</${node.type}>` : inner;
  });
  return parts.join("");
}

type Loose = { (key: string, values?: object): string; rich: (key: string, values?: object) => ReactNode };

test.each(["en", "ja"] as const)("every message in %s reads as use-intl words it", (locale) => {
  const messages = messagesOf(locale);
  for (const [namespace, tree] of Object.entries(messages)) {
    const all = flatten(tree, "");
    const compiled = Object.fromEntries(
      all.map(([key, text]) => [`${namespace}.${key}`, compileMessage(text)] as const),
    );
    const ours = createCompiledTranslator(locale, "UTC", compiled, namespace);
    const theirs = createTranslator({
      locale,
      messages,
      namespace: namespace as "common",
    }) as unknown as Loose;
    for (const [key, text] of all) {
      if (/<\w+>/.test(text)) continue;
      for (const count of [0, 1, 2, 12_345])
        expect(ours(key, valuesFor(text, count)), `${namespace}.${key}`).toBe(
          theirs(key, valuesFor(text, count)),
        );
    }
  }
});

test("tags become elements, in their place", () => {
  const messages = { "greetings.hello": compileMessage("Hello <b>{name}</b>, <i>you</i> have <b>mail</b>.") };
  const t = createCompiledTranslator("en", "UTC", messages, "greetings");
  const node = t.rich("hello", {
    name: "Aiko",
    b: (chunks: ReactNode) => createElement("strong", null, chunks),
    i: (chunks: ReactNode) => chunks,
  });
  expect(markup(node)).toBe("Hello <strong>Aiko</strong>, you have <strong>mail</strong>.");
});

test("a branch of a namespace has keys of its own", () => {
  const t = createCompiledTranslator("en", "UTC", { "a.b.c": "deep" }, "a.b");
  expect(t.has("c")).toBe(true);
  expect(t.has("d")).toBe(false);
  expect(t("c")).toBe("deep");
});

test("a message that was not sent reads as its key, and says so in the log", () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const t = createCompiledTranslator("en", "UTC", {}, "a");
  expect(t("missing")).toBe("a.missing");
  expect(log).toHaveBeenCalledOnce();
  log.mockRestore();
});
