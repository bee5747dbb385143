/** SQL of a JSON object's text out of the SQL of its values' texts; a value may be a constant. */
export function objectSql(fields: readonly (readonly [name: string, sql: string])[]): string {
  const parts = fields.flatMap(([name, sql], at) => [`'${at ? "," : "{"}"${name}":'`, sql]);
  return `concat(${[...parts, "'}'"].join(", ")})`;
}

/** SQL of the JSON text of a column of any type, null included. */
export const valueSql = (column: string) => `coalesce(to_json(${column})::text, 'null')`;

/** SQL of a text that is known when the statement is made; it must hold no single quote. */
export const constantSql = (json: string) => `'${json}'`;
