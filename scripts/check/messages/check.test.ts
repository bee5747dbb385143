import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkMessages } from "./check.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "metsuke-messages-"));
  write("messages/en/members.json", JSON.stringify({ title: "Members", status: { active: "Active" } }));
  write("messages/ja/members.json", JSON.stringify({ title: "メンバー", status: { active: "有効" } }));
  write("app/page.tsx", 'const t = useTranslations("members"); t("title"); t(`status.${status}`);');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test("messages that are in every language and asked for pass", () => {
  expect(checkMessages(root)).toEqual([]);
});

test("a message that one language lacks is named with its file", () => {
  write("messages/ja/members.json", JSON.stringify({ title: "メンバー" }));
  expect(checkMessages(root)).toEqual(['missing: messages/ja/members.json has no "status.active"']);
});

test("a message that only the other language has is missing too", () => {
  write(
    "messages/ja/members.json",
    JSON.stringify({ title: "メンバー", extra: "余り", status: { active: "有効" } }),
  );
  expect(checkMessages(root)).toEqual(['missing: messages/en/members.json has no "extra"']);
});

test("a key that is asked for and isn't there is found, in a Promise.all as well", () => {
  write(
    "app/other.tsx",
    'const [rows, t] = await Promise.all([list(), getTranslations("members")]); t("gone");',
  );
  expect(checkMessages(root)).toEqual(['missing: "gone" is asked of members and isn\'t in messages/en']);
});

test("an error key of lib must be worded", () => {
  write("lib/members/remove.ts", 'throw new DomainError("conflict", "lastOwner");');
  expect(checkMessages(root)).toEqual(['missing: "lastOwner" is asked of errors and isn\'t in messages/en']);
});

test("a message that nothing asks for is unused", () => {
  write("app/page.tsx", 'const t = useTranslations("members"); t(`status.${status}`);');
  expect(checkMessages(root)).toEqual(['unused: nothing asks "title" of messages/en/members.json']);
});

test("a branch of a namespace can be asked by itself", () => {
  write("app/page.tsx", 'const t = useTranslations("members"); t("title");');
  write("app/status.tsx", 'const t = useTranslations("members.status"); t("active");');
  expect(checkMessages(root)).toEqual([]);
  write("app/status.tsx", 'const t = useTranslations("members.status"); t("active"); t("gone");');
  expect(checkMessages(root)).toEqual([
    'missing: "status.gone" is asked of members and isn\'t in messages/en',
  ]);
});
