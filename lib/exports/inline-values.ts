import pg from "pg";
import type { Prisma } from "#lib/generated/prisma/client.ts";

function literalOf(value: unknown): string {
  if (value === null) return "NULL";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "number" && Number.isSafeInteger(value)) return `(${value})`;
  if (typeof value === "string" && !value.includes("\0")) return pg.escapeLiteral(value);
  if (Array.isArray(value)) return `ARRAY[${value.map(literalOf).join(", ")}]`;
  throw new Error(`A value of type ${typeof value} cannot be written into a statement.`);
}

/**
 * The statement as one text with its values written in. COPY takes no parameters, so this is the one place
 * that writes values into SQL; every other statement binds them. Takes text without NUL, whole numbers,
 * booleans, null and arrays of those, and throws on anything else.
 */
export function inlineValues(statement: Prisma.Sql): string {
  return statement.strings.reduce(
    (text, part, index) => `${text}${literalOf(statement.values[index - 1])}${part}`,
  );
}
