import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const pages = globSync("app/(console)/**/{page,layout}.tsx");

test("every page that refuses somebody says so itself: a refusal that it throws is no failure", () => {
  const refusing = pages.filter((file) =>
    /\bauthorize\(|new DomainError\(|requireActor\(slug\)/.test(readFileSync(file, "utf8")),
  );
  expect(refusing.length).toBeGreaterThan(15);
  const bare = refusing.filter(
    (file) => !readFileSync(file, "utf8").includes("export default pageOrNotice("),
  );
  expect(bare).toEqual([]);
});
