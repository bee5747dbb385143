import { expect, test } from "vitest";
import { lockedTables } from "./locked-tables.ts";

test.each([
  ["ALTER TABLE members ADD COLUMN a int;", ["members"]],
  ['ALTER TABLE IF EXISTS ONLY "facts"."usage" DROP COLUMN a;', ['"facts"."usage"']],
  [
    "LOCK TABLE facts.usage_daily IN SHARE MODE; ALTER TABLE facts.usage SET (fillfactor = 70);",
    ["facts.usage_daily", "facts.usage"],
  ],
  ["DROP TABLE IF EXISTS old; DROP TABLE old;", ["old"]],
  ["CREATE TABLE new (id int); INSERT INTO new SELECT 1; UPDATE members SET a = 1;", []],
  ["SELECT 'ALTER TABLE members'; -- DROP TABLE members\nDROP INDEX members_a;", []],
  ["CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DROP TABLE members $$;", []],
])("%s locks %j", (script, tables) => {
  expect(lockedTables(script)).toEqual(tables);
});
