import { globSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { anOrganization } from "#lib/testing/factories.ts";
import { pagesToWarm } from "./pages-to-warm.ts";
import { warmPaths } from "./warm-paths.ts";

const scene = { slug: "acme", member: "user-1", project: "proj_1", keyProject: "proj_1", key: "key_1" };

/** Every page of an organization, as the pattern of its address. */
function pages(): string[] {
  const folder = join(import.meta.dirname, "../../app/(console)/o/[organization]");
  return globSync("**/page.tsx", { cwd: folder })
    .map((file) => `/${file}`.replace(/\/page\.tsx$/, ""))
    .filter((page) => !page.includes("[..."));
}

test("every page of an organization is rendered ahead", () => {
  const paths = warmPaths(scene).map((path) => path.split("?", 1)[0] ?? "");
  expect(pages().length).toBeGreaterThan(15);
  for (const page of pages()) {
    const pattern = new RegExp(`^/o/acme${page.replaceAll(/\[\w+\]/g, "[^/]+")}$`);
    expect(
      paths.filter((path) => pattern.test(path)),
      page,
    ).not.toEqual([]);
  }
});

test("what an organization has none of is not asked for, and ids are one step of an address", () => {
  const bare = warmPaths({ ...scene, member: null, project: null, keyProject: null, key: null });
  expect(warmPaths(scene)).toHaveLength(bare.length + 3);
  expect(bare.filter((path) => /null|undefined|\/$/.test(path))).toEqual([]);
  expect(warmPaths({ ...scene, member: "a/../b?c" })).toContain("/o/acme/members/a%2F..%2Fb%3Fc");
});

test("the addresses are those of one organization that there is", async () => {
  await anOrganization();
  const slugs = new Set((await pagesToWarm()).map((path) => path.split(/[/?]/)[2]));
  expect(slugs.size).toBe(1);
  const [slug = ""] = slugs;
  expect(await db.organization.count({ where: { slug } })).toBe(1);
});
