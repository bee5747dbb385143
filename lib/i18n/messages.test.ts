import type { IntlError } from "use-intl/core";
import { createTranslator, IntlErrorCode } from "use-intl/core";
import { expect, test } from "vitest";
import { messagesOf } from "#lib/i18n/messages.ts";

function flatten(node: object, path = ""): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flatten(value as object, `${path}${key}.`),
  );
}

/** The names that a message expects: {count, plural, …} and <link>. */
function argumentsOf(text: string): string[] {
  const named = [...text.matchAll(/[{<]\s*([a-zA-Z]\w*)\s*[,}>]/g)].map(([, name]) => name ?? "");
  return [...new Set(named)].toSorted();
}

const english = flatten(messagesOf("en"));
const japanese = new Map(flatten(messagesOf("ja")));

test("both languages have the same messages", () => {
  expect([...japanese.keys()].toSorted()).toEqual(english.map(([key]) => key).toSorted());
});

test("both languages use the same values in each message", () => {
  const differing = english.filter(([key, text]) => {
    const plural = /\{\w+, (plural|select)/.test(text);
    const [ours, theirs] = [argumentsOf(text), argumentsOf(japanese.get(key) ?? "")];
    return !plural && ours.join() !== theirs.join();
  });
  expect(differing.map(([key]) => key)).toEqual([]);
});

test.each(["en", "ja"] as const)("every message in %s can be read and none is empty", (locale) => {
  const messages = messagesOf(locale);
  const broken: string[] = [];
  const onError = (error: IntlError) => {
    // Values and tags are missing on purpose; only a message that cannot be read at all counts.
    if (error.code !== IntlErrorCode.FORMATTING_ERROR) broken.push(`${error.code} ${error.originalMessage}`);
  };
  const t = createTranslator({ locale, messages, onError }) as unknown as (key: string) => string;
  for (const [key, text] of flatten(messages)) {
    if (text.trim() === "") broken.push(`${key} is empty`);
    t(key);
  }
  expect(broken).toEqual([]);
});

test("Japanese brackets, colons and question marks are as wide as the letters they stand beside", () => {
  const letter = "[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}ー]";
  const narrow = new RegExp(`${letter} ?(?:[(?!]|: |:$)|[)]${letter}`, "u");
  expect([...japanese].filter(([, text]) => narrow.test(text)).map(([key]) => key)).toEqual([]);
});

test.each(["login.succeeded", "logout.succeeded"])("%s has one name, as a type and as a sentence", (type) => {
  for (const own of [new Map(english), japanese])
    expect(own.get(`events.types.${type}`)).toBe(own.get(`events.summaries.${type}`));
});
