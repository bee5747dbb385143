import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { newestMigration } from "#lib/health/newest-migration.ts";

test("the newest migration that /api/health/ready asks for is the newest there is", () => {
  const folders = readdirSync(new URL("../../prisma/migrations/", import.meta.url)).toSorted();
  expect(newestMigration).toBe(folders.filter((name) => /^\d{14}_/.test(name)).at(-1));
});
