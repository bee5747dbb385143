import type { Count } from "#lib/sync/compare/save-counts.ts";
import { pool } from "#lib/db-writer.ts";
import type { UsageKindName } from "#lib/sync/kinds.ts";
import { readBuckets } from "#lib/sync/windows/buckets.ts";
import { decimalText } from "#lib/sync/windows/decimal-text.ts";

type Of = { organizationId: string; from: number; to: number };

const measures = ["requests", "input_tokens", "output_tokens", "quantity"] as const;
const quantities = ["images", "characters", "seconds", "usage_bytes", "num_sessions", "num_requests"];

const dayOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);
const numberOf = (value: unknown) => (typeof value === "number" ? value : 0);

function measured(kind: UsageKindName, result: Record<string, unknown>) {
  const quantity = quantities.map((name) => result[name]).find((value) => typeof value === "number");
  const requests = numberOf(result["num_model_requests"]);
  return {
    // Upstream counts searches of files as nothing else.
    requests: kind === "file_search_calls" && requests === 0 ? numberOf(quantity) : requests,
    input_tokens: numberOf(result["input_tokens"]),
    output_tokens: numberOf(result["output_tokens"]),
    quantity: numberOf(quantity),
  };
}

/** Daily buckets of a usage endpoint, ungrouped, beside the sums of the mirror's rows of these days. */
export async function countUsage(
  { organizationId, from, to }: Of,
  kind: UsageKindName,
  items: unknown[],
): Promise<Count[]> {
  const buckets = readBuckets(items, from).filter((bucket) => bucket.from < to);
  const { rows } = await pool.query<{ day: string } & Record<(typeof measures)[number], string>>(
    `SELECT (bucket_at AT TIME ZONE 'UTC')::date::text AS day, sum(requests) AS requests, sum(input_tokens) AS input_tokens,
       sum(output_tokens) AS output_tokens, trim_scale(sum(quantity)) AS quantity
     FROM facts.usage WHERE organization_id = $1 AND kind = $2
       AND bucket_at >= to_timestamp($3::bigint) AND bucket_at < to_timestamp($4::bigint) GROUP BY 1`,
    [organizationId, kind, buckets[0]?.from ?? from, buckets.at(-1)?.to ?? from],
  );
  const mirror = new Map(rows.map((row) => [row.day, row]));
  return buckets.flatMap((bucket) => {
    const day = dayOf(bucket.from);
    const sums = bucket.results.map((result) => measured(kind, result));
    return measures.flatMap((measure) => {
      const upstream = sums.reduce((sum, one) => sum + one[measure], 0);
      const ours = mirror.get(day)?.[measure] ?? "0";
      const isNothing = upstream === 0 && Number(ours) === 0 && measure !== "requests";
      return isNothing ? [] : [{ stream: `usage_${kind}`, day, measure, upstream, mirror: ours }];
    });
  });
}

function amountOf(result: Record<string, unknown>): string {
  const { amount } = result;
  const value = typeof amount === "object" && amount !== null && "value" in amount ? amount.value : 0;
  return decimalText(value) ?? "0";
}

/** Daily totals of costs beside those of the mirror; amounts are added up in Postgres, as decimals. */
export async function countCosts({ organizationId, from, to }: Of, items: unknown[]): Promise<Count[]> {
  const buckets = readBuckets(items, from).filter((bucket) => bucket.from < to);
  const parts = buckets.flatMap((bucket) =>
    bucket.results.map((result) => ({ day: dayOf(bucket.from), amount: amountOf(result) })),
  );
  const { rows } = await pool.query<{ day: string; upstream: string; mirror: string }>(
    `SELECT day::text, trim_scale(coalesce(
         (SELECT sum(amount) FROM unnest($4::date[], $5::numeric[]) AS part(on_day, amount) WHERE on_day = day), 0))::text AS upstream,
       trim_scale(coalesce((SELECT sum(amount) FROM facts.costs
         WHERE organization_id = $1 AND "grouping" = 'project_line_item' AND costs.day = asked.day), 0))::text AS mirror
     FROM (SELECT generate_series($2::date, $3::date, interval '1 day')::date AS day) AS asked`,
    [
      organizationId,
      dayOf(buckets[0]?.from ?? from),
      dayOf((buckets.at(-1)?.to ?? from + 1) - 1),
      parts.map(({ day }) => day),
      parts.map(({ amount }) => amount),
    ],
  );
  return rows.map((row) => ({ stream: "costs", measure: "amount", ...row }));
}
