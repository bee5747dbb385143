import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findLongLocks } from "./long-locks.ts";

test.each([
  "ALTER TABLE members ALTER COLUMN role TYPE varchar(20);",
  "ALTER TABLE members ALTER COLUMN role SET NOT NULL;",
  "ALTER TABLE members ADD COLUMN n bigserial;",
  "ALTER TABLE members ADD COLUMN token uuid DEFAULT gen_random_uuid();",
  "ALTER TABLE members ADD CONSTRAINT long CHECK (length(name) < 100);",
  'ALTER TABLE "members" ADD CONSTRAINT "x" FOREIGN KEY ("a") REFERENCES "b" ("id");',
  "ALTER TABLE members ADD PRIMARY KEY (id);",
  "CREATE INDEX members_x ON members (name);",
  "TRUNCATE members;",
  "LOCK TABLE facts.usage;",
  "LOCK TABLE members IN ACCESS EXCLUSIVE MODE;",
  "VACUUM FULL members;",
  "ALTER TABLE members ADD COLUMN a int; UPDATE members SET a = 1;",
])("%s shuts people out for long", (script) => {
  expect(findLongLocks(script)).not.toEqual([]);
});

test.each([
  "CREATE TABLE new (id int); CREATE INDEX new_id ON new (id); ALTER TABLE new ADD PRIMARY KEY (id);",
  "ALTER TABLE members ADD COLUMN a int NOT NULL DEFAULT 0;",
  "ALTER TABLE members ADD CONSTRAINT long CHECK (length(name) < 100) NOT VALID;",
  "ALTER TABLE members VALIDATE CONSTRAINT long;",
  "UPDATE members SET a = 1; ALTER TABLE members DROP COLUMN b;",
  "LOCK TABLE members IN SHARE MODE; UPDATE members SET a = 1;",
  "-- outside a transaction\nCREATE INDEX CONCURRENTLY members_x ON members (name);",
  "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ TRUNCATE members; UPDATE members SET a = 1 $$;",
  "-- locks: the table holds one row for each worker, and never more than a few\nALTER TABLE workers ALTER COLUMN pid TYPE bigint;",
])("%s does not", (script) => {
  expect(findLongLocks(script)).toEqual([]);
});

/** Landed before this check did, and never edited: docs/operations.md says what they cost. */
const before = "20261125";
const known = new Set(["20261125000102_costs_rollups", "20261125000301_search"]);

test("no migration of this version shuts readers out for long", () => {
  const folder = new URL("../../prisma/migrations/", import.meta.url);
  const later = readdirSync(folder).filter(
    (name) => /^\d{14}_/.test(name) && name >= before && !known.has(name),
  );
  const found = later.flatMap((name) =>
    findLongLocks(readFileSync(new URL(`${name}/migration.sql`, folder), "utf8")).map(
      ({ statement, why }) => `${name}: ${why}: ${statement}`,
    ),
  );
  expect(found).toEqual([]);
});
