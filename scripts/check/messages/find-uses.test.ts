import { expect, test } from "vitest";
import { findUses } from "./find-uses.ts";

const callsIn = (source: string) =>
  findUses("x.tsx", source).calls.map(({ namespace, key }) => `${namespace}:${key}`);

test.each([
  ["a hook", 'const t = useTranslations("keys"); t("title")', ["keys:title"]],
  ["an await", 'const t = await getTranslations("keys"); t("a.b")', ["keys:a.b"]],
  ["a branch", 'const t = useTranslations("keys.risk"); t("unused")', ["keys:risk.unused"]],
  [
    "rich text",
    'const t = useTranslations("keys"); t.rich("lead", {}); t.raw("x"); t.markup("y")',
    ["keys:lead", "keys:x", "keys:y"],
  ],
  [
    "a Promise.all",
    'const [rows, t, s] = await Promise.all([list(), getTranslations("keys"), getTranslations("usage")]); t("a"); s("b")',
    ["keys:a", "usage:b"],
  ],
  ["an error", 'throw new DomainError("conflict", "lastOwner", { name })', ["errors:lastOwner"]],
  ["an error that is handed on", 'throw new DomainError("conflict", key)', []],
  [
    "a name for two namespaces",
    'function A() { const t = useTranslations("a"); t("x") } function B() { const t = useTranslations("b"); t("y") }',
    [],
  ],
  ["another function of that name", 't("title")', []],
  ["a method that words nothing", 'const t = useTranslations("keys"); t.has("title")', []],
])("%s", (_what, source, calls) => expect(callsIn(source)).toEqual(calls));

test("a namespace that is a variable leaves all of them open", () => {
  expect(findUses("x.ts", "const t = useTranslations(name)").isOpen).toBe(true);
  expect(findUses("x.ts", 'const t = useTranslations("keys")').isOpen).toBe(false);
});

test("a key that is put together is a pattern of its plain parts, and dots in it are dots", () => {
  const [pattern] = findUses("x.ts", "t(`status.${status}.label`)").patterns;
  expect(pattern?.test("status.active.label")).toBe(true);
  expect(pattern?.test("status.a.b.label")).toBe(true);
  for (const other of [
    "status.label",
    "statusXactive.label",
    "my.status.active.label",
    "status.active.labels",
  ])
    expect(pattern?.test(other)).toBe(false);
  expect(findUses("x.ts", "const url = `${base}/${id}`").patterns).toEqual([]);
});
