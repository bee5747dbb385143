import { expect, test } from "vitest";
import { writeNamespace } from "#lib/i18n/compile.ts";
import { createCompiledTranslator } from "#lib/i18n/translator.ts";
import { addMessages } from "./add-messages.ts";

test("messages come over as text and are worded as they were", () => {
  const common = addMessages({}, writeNamespace("en", "common"));
  const all = addMessages(common, writeNamespace("en", "members"));
  expect(createCompiledTranslator("en", "UTC", all, "members")("count", { count: 1234 })).toBe(
    "1,234 members",
  );
  expect(createCompiledTranslator("en", "UTC", all, "common").has("actions")).toBe(true);
  expect(createCompiledTranslator("en", "UTC", common, "members").has("count")).toBe(false);
});

test("the same text over the same messages is read once, over others anew, and each language stands alone", () => {
  const [english, japanese] = [writeNamespace("en", "shell"), writeNamespace("ja", "shell")];
  const under = {};
  expect(addMessages(under, english)).toBe(addMessages(under, english));
  expect(addMessages({}, english)).not.toBe(addMessages(under, english));
  const product = (text: string) =>
    createCompiledTranslator("ja", "UTC", addMessages(under, text), "shell")("language");
  expect(product(english)).toBe("Language");
  expect(product(japanese)).not.toBe("Language");
  expect(Object.keys(under)).toEqual([]);
});
