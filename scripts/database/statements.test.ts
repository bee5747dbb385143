import { expect, test } from "vitest";
import { statementsOf } from "./statements.ts";

test("semicolons in strings, comments, identifiers and function bodies end nothing", () => {
  const script = `-- one; two
    INSERT INTO a VALUES ('x; ''y'';', "b;c"); /* three; */
    CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $body$ BEGIN PERFORM 1; PERFORM '$$;'; END $body$;
    SELECT 1`;
  expect(statementsOf(script).map((statement) => statement.replace(/\s+/g, " "))).toEqual([
    `INSERT INTO a VALUES ('x; ''y'';', "b;c")`,
    "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $body$ BEGIN PERFORM 1; PERFORM '$$;'; END $body$",
    "SELECT 1",
  ]);
});

test("a script of comments has no statements", () => {
  expect(statementsOf("-- nothing;\n/* at; all */\n;")).toEqual([]);
});
