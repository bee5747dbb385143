import type { Call } from "#twin/call.ts";
import { many } from "#twin/database.ts";
import { objectSql, valueSql } from "#twin/json-sql.ts";
import type { JsonValue } from "#twin/json-sql.ts";
import { choices, strings } from "#twin/queries.ts";
import type { Streamed } from "#twin/streamed.ts";
import { bucketPage, spanOf } from "#twin/usage/buckets.ts";
import type { BucketText, Span } from "#twin/usage/buckets.ts";

type Dimension =
  | "project_id"
  | "user_id"
  | "api_key_id"
  | "model"
  | "batch"
  | "service_tier"
  | "api_source"
  | "size"
  | "source"
  | "vector_store_id"
  | "context_level";

/** One kind of usage: where its hourly rows are, what it can be grouped and filtered by, what is summed. */
export type UsageKind<Result extends { object: string }> = {
  table: string;
  object: Result["object"];
  dimensions: readonly Extract<keyof Result, Dimension>[];
  /** Array parameter → column. */
  filters: Readonly<Record<string, string>>;
  measures: readonly string[];
  /** Every other field of the SDK's result, in SQL over the sums. */
  fields: Readonly<Record<Exclude<keyof Result, Dimension | "object">, string>>;
};

export type Filter = { conditions: string[]; values: unknown[] };

const hour = 3600;

export async function aggregateUsage<Result extends { object: string }>(
  call: Call,
  kind: UsageKind<Result>,
  extra?: Filter,
): Promise<Streamed> {
  const groups: string[] = choices(call.query, "group_by", kind.dimensions);
  const span = spanOf(call.query, "usage", call.now);
  const filter: Filter = { conditions: [...(extra?.conditions ?? [])], values: [...(extra?.values ?? [])] };
  addArrayFilters(call.query, kind.filters, filter);
  const amountOf = growingValue(call);
  const source: Source = { ...kind, groups, amountOf };
  return bucketPage(span, (from, to) => {
    const values = [...filter.values];
    const sql = sqlOf(source, { ...span, from, to }, { ...filter, values });
    return many<BucketText>(call.pool, sql, values);
  });
}

type AmountOf = (measure: string) => string;

/** Under `usageGrows` the last hours hold only a part of what they will. */
function growingValue(call: Call): AmountOf {
  const growing = call.faults.strike("usageGrows", call.template);
  if (!growing) return (name) => name;
  const since = call.now - growing.hours * hour;
  const share = 100 - growing.percent;
  return (name) => `(CASE WHEN hour_at >= ${since} THEN ${name} * ${share} / 100 ELSE ${name} END)`;
}

export function addArrayFilters(
  query: URLSearchParams,
  filters: Readonly<Record<string, string>>,
  filter: Filter,
): void {
  for (const [param, column] of Object.entries(filters)) {
    const wanted = strings(query, param);
    if (wanted.length) filter.conditions.push(`${column} = ANY($${filter.values.push(wanted)})`);
  }
}

type Source = {
  table: string;
  object: string;
  dimensions: readonly string[];
  measures: readonly string[];
  fields: Readonly<Record<string, string>>;
  groups: string[];
  amountOf: AmountOf;
};

/**
 * A row a bucket, with its results as JSON text. Names and numbers here are this program's own; what a caller sent is
 * bound. The inner sort is by bucket and group, and the outer sum keeps to it.
 */
function sqlOf(source: Source, span: Span, { conditions, values }: Filter): string {
  const { table, object, dimensions, measures, fields, groups, amountOf } = source;
  const isByMinute = span.seconds < hour;
  const from = values.push(isByMinute ? span.from - (span.from % hour) : span.from);
  const to = values.push(span.to);
  const where = [`hour_at >= $${from}`, `hour_at < $${to}`, ...conditions].join(" AND ");
  const rows = isByMinute ? minutesOf(source, where, span) : `${table} WHERE ${where}`;
  const at = isByMinute ? "minute_at" : `hour_at - hour_at % ${span.seconds}`;
  const sums = measures.map((name) => `sum(${isByMinute ? name : amountOf(name)})::bigint AS ${name}`);
  const keys = ["1", ...groups].join(", ");
  const result = objectSql([
    ["object", { json: `"${object}"` }],
    ...dimensions.map((name) => [name, groups.includes(name) ? valueSql(name) : { json: "null" }] as const),
    ...Object.entries(fields).map(([name, sql]) => [name, sumSql(table, sql)] as const),
  ]);
  const order = groups.length ? ` ORDER BY ${groups.join(", ")}` : "";
  return `SELECT bucket_at, string_agg(${result}, ','${order}) AS results FROM (
      SELECT ${[`${at} AS bucket_at`, ...groups, ...sums].join(", ")} FROM ${rows} GROUP BY ${keys}
    ) summed GROUP BY bucket_at`;
}

/** Sums are numbers, whose text is JSON; in the table of many kinds a column may be empty. */
function sumSql(table: string, sql: string): JsonValue {
  if (/^\d+$/.test(sql)) return { json: sql };
  return table === "twin.usage_tools" ? valueSql(sql) : sql;
}

/** Spreads an hour's row over its minutes so that they add up to the hour exactly. */
function minutesOf({ table, dimensions, measures, amountOf }: Source, where: string, span: Span): string {
  const parts = measures.map((name) => {
    const value = amountOf(name);
    return `${value} * (m + 1) / 60 - ${value} * m / 60 AS ${name}`;
  });
  const isUsed = measures.map((name) => `${name} > 0`).join(" OR ");
  return `(SELECT hour_at + m * 60 AS minute_at, ${[...dimensions, ...parts].join(", ")}
    FROM ${table}, generate_series(0, 59) m WHERE ${where}) spread
    WHERE minute_at >= ${span.from} AND minute_at < ${span.to} AND (${isUsed})`;
}
