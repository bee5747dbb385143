import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Lists that end by themselves, each with the reason. Whatever is new says how many it reads, or why it ends. */
const endByThemselves: Readonly<Record<string, string>> = {
  "lib/audit-events/facets.ts": "by the ids of at most 500 projects",
  "lib/audit-events/names.ts": "by the ids on one page",
  "lib/exports/job.ts": "the grants of one person in one organization, and over the console",
  "lib/exports/sweep.ts": "ids of the jobs whose files are on disk; a job of the worker",
  "lib/health/check-upstream.ts": "the organizations connected here",
  "lib/members/apply.ts": "the projects and groups of one member, who is removed from each",
  "lib/metrics/shared.ts": "streams and paces, some dozens for each organization",
  "lib/organizations/connect.ts": "organizations whose slug begins like a new one",
  "lib/organizations/disconnect.ts": "the streams of one organization",
  "lib/organizations/duplicates.ts": "the organizations connected at one address",
  "lib/organizations/list.ts": "the organizations connected here",
  "lib/retention/list.ts": "three kinds of facts",
  "lib/rollups/audit.ts": "the organizations connected here; a job of the worker",
  "lib/streams/list.ts": "by kinds of stream, of which there are twenty",
  "lib/streams/pace.ts": "by endpoints, of which there are some dozens",
  "lib/trail/get-operation.ts": "the entries of one operation",
  "lib/usage/name-groups.ts": "by the ids on one page or in one link",
};

/** The text of each call of findMany, from its name to the parenthesis that closes it. */
function listsIn(source: string): string[] {
  return [...source.matchAll(/findMany\(/g)].map(({ index }) => {
    let depth = 0;
    for (let at = index + "findMany".length; at < source.length; at += 1) {
      if (source[at] === "(") depth += 1;
      if (source[at] === ")") depth -= 1;
      if (depth === 0) return source.slice(index, at + 1);
    }
    return source.slice(index);
  });
}

function isEndless(list: string): boolean {
  return !/\btake:/.test(list);
}

test("every list of a model says how many it reads at most, or is known to end by itself", () => {
  const files = globSync(["lib/**/*.ts", "app/**/*.{ts,tsx}"], {
    exclude: ["lib/generated/**", "lib/testing/**"],
  })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !file.includes(".test.") && listsIn(readFileSync(file, "utf8")).some(isEndless));
  expect(files.toSorted()).toEqual(Object.keys(endByThemselves).toSorted());
});

test("a list without an end is found, one with an end is not", () => {
  const source =
    "await db.member.findMany({ where: f(1), orderBy: { id: 'asc' } }); db.x.findMany({ take: 3 })";
  expect(listsIn(source)).toHaveLength(2);
  expect(listsIn(source).filter(isEndless)).toEqual(["findMany({ where: f(1), orderBy: { id: 'asc' } })"]);
});
