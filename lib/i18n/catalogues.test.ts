import compileMessage from "icu-minify/compile";
import { expect, test } from "vitest";
import { locales } from "#lib/i18n/locales.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { compileNamespace } from "#lib/i18n/compile.ts";
import { createCompiledTranslator } from "#lib/i18n/translator.ts";

/** A message as its parser reads it: texts, names of values, [name, kind, branches], [tag, content …], 0 for a "#". */
type Node = string | number | Node[] | { [branch: string]: Node };

function flatten(tree: object, path: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${path}.${key}`, value]] : flatten(value as object, `${path}.${key}`),
  );
}

const catalogues = Object.fromEntries(
  locales.map((locale) => [
    locale,
    new Map(Object.entries(messagesOf(locale)).flatMap(([name, tree]) => flatten(tree, name))),
  ]),
);
const english = catalogues["en"] ?? new Map<string, string>();
const japanese = catalogues["ja"] ?? new Map<string, string>();

type Choice = { name: string; branches: string[]; node: { [branch: string]: Node } };

/** Every {name, plural, …} and {name, select, …} of a message, those within others too. */
function choicesOf(node: Node): Choice[] {
  if (typeof node !== "object") return [];
  if (!Array.isArray(node)) return Object.values(node).flatMap(choicesOf);
  const [name, , branches] = node;
  const own =
    typeof name === "string" && typeof branches === "object" && !Array.isArray(branches)
      ? [{ name, branches: Object.keys(branches), node: branches }]
      : [];
  return [...own, ...node.flatMap(choicesOf)];
}

const compiled = (text: string) => compileMessage(text) as Node;
const isPlural = ({ branches }: Choice) =>
  branches.some((branch) => /^(=\d+|zero|one|two|few|many)$/.test(branch));

function namesIn(node: Node): string[] {
  if (typeof node !== "object") return [];
  if (!Array.isArray(node)) return Object.values(node).flatMap(namesIn);
  const [first, second] = node;
  const isValue =
    typeof first === "string" && (node.length === 1 || (typeof second === "number" && second > 0));
  return [...(isValue ? [first] : []), ...node.flatMap(namesIn)];
}

/** The values that a message needs, by name, however deep they stand. */
const valuesOf = (text: string) => [...new Set(namesIn(compiled(text)))].toSorted();
const tagsOf = (text: string) => [...text.matchAll(/<(\w+)>/g)].map(([, name = ""]) => name).toSorted();

test("a message needs the same values in both languages, those within plurals and choices included", () => {
  const differing = [...english].flatMap(([key, text]) => {
    const [ours, theirs] = [valuesOf(text), valuesOf(japanese.get(key) ?? "")];
    return ours.join() === theirs.join() ? [] : [`${key}: ${ours.join()} | ${theirs.join()}`];
  });
  expect(differing).toEqual([]);
});

test("a message has the same tags in both languages, each as often", () => {
  const differing = [...english].filter(
    ([key, text]) => tagsOf(text).join() !== tagsOf(japanese.get(key) ?? "").join(),
  );
  expect(differing.map(([key]) => key)).toEqual([]);
});

test.each(locales)(
  "plurals in %s have a form for every number, and none that the language does not know",
  (locale) => {
    const known = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const wrong = [...(catalogues[locale] ?? [])].flatMap(([key, text]) =>
      choicesOf(compiled(text))
        .filter((choice) => isPlural(choice) || choice.branches.join() === "other")
        .flatMap(({ branches }) => {
          const forms = branches.filter((branch) => !branch.startsWith("="));
          const unknown = forms.filter((form) => !(known as string[]).includes(form));
          const missing = forms.includes("other") ? [] : ["other"];
          return [...unknown, ...missing].map((form) => `${key}: ${form}`);
        }),
    );
    expect(wrong).toEqual([]);
  },
);

test("a choice between words has the same words in both languages", () => {
  const named = (text: string) =>
    choicesOf(compiled(text))
      .filter((choice) => !isPlural(choice) && choice.branches.join() !== "other")
      .map(({ name, branches }) => `${name}: ${branches.toSorted().join()}`)
      .toSorted();
  const differing = [...english].filter(
    ([key, text]) => named(text).join(";") !== named(japanese.get(key) ?? "").join(";"),
  );
  expect(differing.map(([key]) => key)).toEqual([]);
});

test.each(locales)(
  "whatever the number, no message in %s shows a brace, a hash or an empty text",
  (locale) => {
    const wrong: string[] = [];
    for (const [namespace] of Object.entries(messagesOf(locale))) {
      const messages = compileNamespace(locale, namespace as "common");
      const write = createCompiledTranslator(locale, "UTC", messages, namespace);
      for (const [key, text] of flatten(messagesOf(locale)[namespace as "common"], "")) {
        if (/<\w+>/.test(text)) continue;
        for (const count of [0, 1, 2, 21, 1_234_567]) {
          const values = Object.fromEntries(
            valuesOf(text).map((name) => [
              name,
              new RegExp(`\\{${name}, (plural|number)`).test(text) ? count : "word",
            ]),
          );
          const shown = write(key.slice(1), values);
          if (shown.trim() === "" || /[{}#]|undefined|NaN/.test(shown))
            wrong.push(`${namespace}${key} (${count}): ${shown}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  },
);

test("no Japanese message was left in English, and no English one holds Japanese", () => {
  const kana = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
  const inEnglish = [...english].filter(
    ([key, text]) => kana.test(text) && !/language|locale|japanese/i.test(key),
  );
  expect(inEnglish.map(([key]) => key)).toEqual([]);
  const same = [...english].filter(
    ([key, text]) => japanese.get(key) === text && /[a-z]{3,} [a-z]{3,} [a-z]{3,}/i.test(text),
  );
  expect(same.map(([key]) => key)).toEqual([]);
});
