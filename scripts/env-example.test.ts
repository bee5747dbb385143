import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./system/root.ts";

test("every variable that the product reads is explained in .env.example", () => {
  const checked = readFileSync(join(root, "lib/env.ts"), "utf8");
  const example = readFileSync(join(root, ".env.example"), "utf8");
  const names = [...checked.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);

  expect(names).toContain("DATABASE_URL");
  const unexplained = names.filter(
    (name) => name !== "NODE_ENV" && !new RegExp(`^#?${name}=`, "m").test(example),
  );
  expect(unexplained).toEqual([]);
});
