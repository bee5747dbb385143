type Comparison = {
  /** A common table expression that both sides may use. */
  before: string;
  /** Queries of "table", grain, day, the dimensions and the measures, in this order. */
  expected: string;
  found: string;
  dimensions: readonly string[];
  measures: readonly string[];
};

const most = 1_000;

const object = (names: readonly string[], from: string) =>
  `json_build_object(${names.map((name) => `'${name}', ${from}.${name}::text`).join(", ")})`;

/** A statement for the rows that only one side has, or has with other measures: Difference but for "of". */
export function compare({ before, expected, found, dimensions, measures }: Comparison): string {
  const key = ['"table"', "grain", "day", ...dimensions];
  const all = [...key, ...measures].join(", ");
  const named = dimensions.map((name) => `'${name}', nullif(${name}, '')`).join(", ");
  return `WITH ${before},
    expected (${all}) AS (${expected}),
    found (${all}) AS (${found}),
    missing AS (SELECT * FROM expected EXCEPT ALL SELECT * FROM found),
    surplus AS (SELECT * FROM found EXCEPT ALL SELECT * FROM expected)
  SELECT 'facts.' || "table" AS "table", grain, day::text AS day, json_strip_nulls(json_build_object(${named})) AS dimensions,
    CASE WHEN missing IS NOT NULL THEN ${object(measures, "missing")} END AS expected,
    CASE WHEN surplus IS NOT NULL THEN ${object(measures, "surplus")} END AS found
  FROM missing FULL JOIN surplus USING (${key.join(", ")})
  ORDER BY ${key.join(", ")} LIMIT ${most}`;
}
