import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findUses } from "./find-uses.ts";
import type { Uses } from "./find-uses.ts";

type Tree = { [key: string]: string | Tree };
type Language = Map<string, Set<string>>;

function keysOf(tree: Tree, prefix = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );
}

function readLanguage(folder: string): Language {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  return new Map(
    files.map((name) => {
      const tree = JSON.parse(readFileSync(join(folder, name), "utf8")) as Tree;
      return [name.replace(/\.json$/, ""), new Set(keysOf(tree))];
    }),
  );
}

function missingIn(other: Language, language: Language, name: string): string[] {
  return [...language].flatMap(([namespace, keys]) =>
    [...keys].flatMap((key) =>
      other.get(namespace)?.has(key) ? [] : [`missing: messages/${name}/${namespace}.json has no "${key}"`],
    ),
  );
}

/** The source of a pattern that begins with a plain word and a dot. */
const namesBranch = /^\^\w+\\\./;

/** The parts of a namespace that a file speaks of, each as the beginning of its keys; "" is the whole. */
function branchesOf(namespace: string, { scopes, isOpen }: Uses): string[] {
  const branches = [...scopes].flatMap((scope) =>
    scope.startsWith(`${namespace}.`) ? [`${scope.slice(namespace.length + 1)}.`] : [],
  );
  return isOpen || scopes.has(namespace) ? ["", ...branches] : branches;
}

/** A key is in use where its namespace is: as a text, or as one that a pattern can make. */
function isUsed(namespace: string, key: string, files: Uses[]): boolean {
  const asksHere = (uses: Uses) =>
    branchesOf(namespace, uses).some((branch) => {
      const rest = key.slice(branch.length);
      return (
        key.startsWith(branch) && (uses.texts.has(rest) || uses.patterns.some((made) => made.test(rest)))
      );
    });
  if (files.some(asksHere)) return true;
  // Keys travel: lib names errors, actions return the key of their message, and what words them is elsewhere.
  // A pattern that travels must name its branch, as `fields.${problem}` does.
  return files.some(
    ({ texts, patterns }) =>
      texts.has(key) || patterns.some((made) => namesBranch.test(made.source) && made.test(key)),
  );
}

/** Problems of the messages under a folder: missing in a language, asked for but not there, never asked for. */
export function checkMessages(root: string): string[] {
  const languages = readdirSync(join(root, "messages")).toSorted();
  const [first = "en", ...others] = languages;
  const reference = readLanguage(join(root, "messages", first));
  const files = globSync("{app,components,lib}/**/*.{ts,tsx}", { cwd: root })
    .filter((path) => !/\.test\.tsx?$|lib\/generated\//.test(path))
    .map((path) => findUses(path, readFileSync(join(root, path), "utf8")));

  const differences = others.flatMap((name) => {
    const language = readLanguage(join(root, "messages", name));
    return [...missingIn(language, reference, name), ...missingIn(reference, language, first)];
  });
  const asked = files.flatMap(({ calls }) => calls);
  const unknown = asked
    .filter(({ namespace, key }) => !reference.get(namespace)?.has(key))
    .map(({ namespace, key }) => `missing: "${key}" is asked of ${namespace} and isn't in messages/${first}`);
  const unused = [...reference].flatMap(([namespace, keys]) =>
    [...keys]
      .filter((key) => !isUsed(namespace, key, files))
      .map((key) => `unused: nothing asks "${key}" of messages/${first}/${namespace}.json`),
  );
  return [...new Set([...differences, ...unknown, ...unused])];
}
