import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findBreaks } from "./find-breaks.ts";

test.each([
  "ALTER TABLE members DROP COLUMN role;",
  "ALTER TABLE members DROP role;",
  'ALTER TABLE "members" DROP COLUMN IF EXISTS "role";',
  "ALTER TABLE members ADD COLUMN a int, DROP COLUMN b;",
  "ALTER TABLE members RENAME COLUMN role TO roles;",
  "ALTER TABLE members RENAME TO people;",
  "ALTER TABLE members ALTER COLUMN role TYPE int USING 1;",
  "ALTER TABLE members ALTER role SET DATA TYPE text;",
  "ALTER TABLE members ALTER COLUMN role SET NOT NULL;",
  "ALTER TABLE members ALTER COLUMN role DROP DEFAULT;",
  "ALTER TABLE members ADD COLUMN age int NOT NULL;",
  "ALTER TABLE members ADD age int NOT NULL, ADD COLUMN b int DEFAULT 1;",
  "ALTER TABLE members ADD CONSTRAINT few CHECK (length(name) < 9) NOT VALID;",
  "ALTER TABLE members ADD UNIQUE (email);",
  "ALTER TABLE facts.usage DETACH PARTITION facts.usage_2026_01;",
  "DROP TABLE facts.usage_daily;",
  "DROP FUNCTION facts.refresh_usage_daily(uuid, text);",
  "DROP TYPE role;",
  "CREATE UNIQUE INDEX members_email ON members (email);",
  "-- outside a transaction\nCREATE UNIQUE INDEX CONCURRENTLY members_email ON members (email);",
  "ALTER TYPE role RENAME VALUE 'viewer' TO 'reader';",
  "CREATE TABLE usage_new (id int); DROP TABLE usage_daily; ALTER TABLE usage_new RENAME TO usage_daily;",
])("%s breaks the version that still runs", (script) => {
  expect(findBreaks(script)).not.toEqual([]);
});

test.each([
  "CREATE TABLE new (id int NOT NULL); ALTER TABLE new ADD COLUMN a int NOT NULL; CREATE UNIQUE INDEX n ON new (a);",
  "CREATE TABLE new (id int); ALTER TABLE new RENAME COLUMN id TO ids; DROP TABLE new;",
  "ALTER TABLE members ADD COLUMN age int;",
  "ALTER TABLE members ADD COLUMN age int NOT NULL DEFAULT 0, ADD COLUMN at timestamptz NOT NULL DEFAULT now();",
  "ALTER TABLE members ALTER COLUMN role DROP NOT NULL;",
  "ALTER TABLE members ALTER COLUMN role SET DEFAULT 'reader';",
  "ALTER TABLE members DROP CONSTRAINT few;",
  "ALTER TABLE members VALIDATE CONSTRAINT few;",
  "ALTER TABLE members SET (fillfactor = 70);",
  "ALTER TYPE role ADD VALUE 'guest';",
  "CREATE INDEX CONCURRENTLY members_name ON members (name);",
  "CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DROP TABLE members $$;",
  "UPDATE members SET name = 'DROP TABLE members; ALTER TABLE members RENAME TO x';",
  "-- breaks: nothing has read the column since the release before this one\nALTER TABLE members DROP COLUMN role;",
])("%s does not", (script) => {
  expect(findBreaks(script)).toEqual([]);
});

/** Landed before this check did, and never edited: docs/operations.md says what an old web answers meanwhile. */
const before = "20261125";
const known = new Map([
  ["20261125000101_usage_rollups", 2],
  ["20261125000102_costs_rollups", 1],
]);

const folder = new URL("../../prisma/migrations/", import.meta.url);
const migrations = readdirSync(folder).filter((name) => /^\d{14}_/.test(name) && name >= before);
const breaksOf = (name: string) => findBreaks(readFileSync(new URL(`${name}/migration.sql`, folder), "utf8"));

test.each(migrations)("the version before goes on while %s is applied", (name) => {
  const found = breaksOf(name).map(({ statement, why }) => `${why}: ${statement.slice(0, 120)}`);
  expect(found.length, found.join("\n")).toBe(known.get(name) ?? 0);
});
