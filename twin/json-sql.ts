/** A value of a JSON object: SQL of its text, or the JSON itself where it is known when the statement is made. */
export type JsonValue = string | { json: string };

/** SQL of a JSON object's text. What is constant goes into one piece, as a row has millions of siblings. */
export function objectSql(fields: readonly (readonly [name: string, value: JsonValue])[]): string {
  const parts: string[] = [];
  let constant = "{";
  for (const [at, [name, value]] of fields.entries()) {
    constant += `${at ? "," : ""}"${name}":`;
    if (typeof value === "string") {
      parts.push(literal(constant), value);
      constant = "";
    } else constant += value.json;
  }
  return `concat(${[...parts, literal(`${constant}}`)].join(", ")})`;
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** SQL of the JSON text of a column of any type, null included. */
export const valueSql = (column: string) => `coalesce(to_json(${column})::text, 'null')`;
