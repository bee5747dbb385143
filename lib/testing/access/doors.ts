import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "#scripts/system/root.ts";

const sources = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .filter((path) => !/\.test\.tsx?$|^lib\/(testing|generated)\//.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

const taking = (type: string) =>
  new RegExp(
    `^export (?:async )?(?:function\\*? |const )(\\w+)(?:<[^(]*>)?(?: = (?:async )?)?\\(\\s*\\w+: ${type}\\b`,
    "gm",
  );

/** "lib/members/get.ts getMember" for each exported function of lib whose first argument is of this type. */
function functionsTaking(type: string): Set<string> {
  return new Set(
    sources("lib/**/*.ts").flatMap(({ path, text }) =>
      [...text.matchAll(taking(type))].map(([, name]) => `${path} ${name}`),
    ),
  );
}

/**
 * The functions that pages, routes, actions and the command line call for somebody: those of lib whose first argument
 * is of this type ("Actor", "SignedIn") and that something outside lib imports.
 */
export function doors(type: string): string[] {
  const known = functionsTaking(type);
  const imported = sources("{app,components,bin}/**/*.{ts,tsx}").flatMap(({ text }) =>
    [...text.matchAll(/import \{([^}]*)\} from "#(lib\/[^"]+)"/g)].flatMap(([, names = "", path]) =>
      (names.match(/\w+/g) ?? []).map((name) => `${path} ${name}`),
    ),
  );
  return [...new Set(imported)].filter((name) => known.has(name)).toSorted();
}
