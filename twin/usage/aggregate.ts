import type { Call } from "#twin/call.ts";
import { many } from "#twin/database.ts";
import { choices, strings } from "#twin/queries.ts";
import { bucketPage, spanOf } from "#twin/usage/buckets.ts";
import type { BucketPage, Span } from "#twin/usage/buckets.ts";

/** One kind of usage: where its hourly rows are, what it can be grouped and filtered by, what is summed. */
export type UsageKind<Row, Result> = {
  table: string;
  dimensions: readonly string[];
  /** Array parameter → column. */
  filters: Readonly<Record<string, string>>;
  measures: readonly string[];
  resultOf: (row: Row) => Result;
};

export type Filter = { conditions: string[]; values: unknown[] };

const hour = 3600;

export async function aggregateUsage<Row extends { bucket_at: number }, Result>(
  call: Call,
  kind: UsageKind<Row, Result>,
  extra?: Filter,
): Promise<BucketPage<Result>> {
  const groups = choices(call.query, "group_by", kind.dimensions);
  const span = spanOf(call.query, "usage", call.now);
  const filter: Filter = { conditions: [...(extra?.conditions ?? [])], values: [...(extra?.values ?? [])] };
  addArrayFilters(call.query, kind.filters, filter);
  const sql = sqlOf({ ...kind, amountOf: growingValue(call) }, span, groups, filter);
  const rows = await many<Row>(call.pool, sql, filter.values);
  return bucketPage(span, rows, kind.resultOf);
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

type Source = Pick<UsageKind<never, never>, "table" | "dimensions" | "measures"> & { amountOf: AmountOf };

/** Names and numbers here are this program's own; what a caller sent is bound. */
function sqlOf(
  { table, dimensions, measures, amountOf }: Source,
  span: Span,
  groups: string[],
  { conditions, values }: Filter,
): string {
  const isByMinute = span.seconds < hour;
  const from = values.push(isByMinute ? span.from - (span.from % hour) : span.from);
  const to = values.push(span.to);
  const where = [`hour_at >= $${from}`, `hour_at < $${to}`, ...conditions].join(" AND ");
  const source = isByMinute
    ? minutesOf({ table, dimensions, measures, amountOf }, where, span)
    : `${table} WHERE ${where}`;
  const at = isByMinute ? "minute_at" : `hour_at - hour_at % ${span.seconds}`;
  const keys = dimensions.map((name) => (groups.includes(name) ? name : `NULL AS ${name}`));
  const sums = measures.map((name) => `sum(${isByMinute ? name : amountOf(name)})::bigint AS ${name}`);
  const order = ["1", ...groups].join(", ");
  return `SELECT ${at} AS bucket_at, ${[...keys, ...sums].join(", ")} FROM ${source} GROUP BY ${order} ORDER BY ${order}`;
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
