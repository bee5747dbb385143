import type { Transaction } from "#twin/database.ts";
import { insertRows } from "#twin/seed/insert-rows.ts";
import { priceRows } from "#twin/seed/prices.ts";

export async function seedPrices(tx: Transaction): Promise<void> {
  await tx.query(
    "CREATE TEMPORARY TABLE price_rows (model text, tier text, meter text, usd text, share text, unit text) ON COMMIT DROP",
  );
  const rows = priceRows().map(({ usdPerMillion: usd, ...row }) => ({ usd, ...row }));
  await insertRows(tx, "price_rows", rows);
  await tx.query(
    `INSERT INTO twin.prices (model, tier, meter, usd_per_million, unit)
     SELECT model, tier, meter, usd::numeric * share::numeric, unit FROM price_rows
     ON CONFLICT (model, tier, meter) DO UPDATE SET usd_per_million = excluded.usd_per_million, unit = excluded.unit`,
  );
}

const owner = "hour_at - hour_at % 86400 AS day_at, project_id, user_id, api_key_id";
const tier = "CASE WHEN batch THEN 'batch' ELSE service_tier END AS tier";

/** Where the usage is that costs follow from: a table, a part of one, or rows that the same statement writes. */
export type UsageSources = Record<"completions" | "decisions" | "embeddings" | "tools", string>;

/** A day's tokens by owner, model and tier, a meter a row. */
const tokenMeters = ({ completions, decisions, embeddings }: UsageSources) => `
  SELECT u.day_at, u.project_id, u.user_id, u.api_key_id, u.api_source, u.model, u.tier, m.meter, m.quantity
  FROM (
    SELECT ${owner}, api_source, model, ${tier}, sum(input_tokens) AS input, sum(input_cached_tokens) AS cached,
      sum(input_cache_write_tokens) AS written, sum(output_tokens) AS output
    FROM (
      SELECT * FROM ${completions} UNION ALL SELECT * FROM ${decisions}
    ) answers GROUP BY 1, 2, 3, 4, 5, 6, 7
    UNION ALL
    SELECT ${owner}, 'unlabeled', model, 'default', sum(input_tokens), 0, 0, 0
    FROM ${embeddings} GROUP BY 1, 2, 3, 4, 5, 6, 7
  ) u
  CROSS JOIN LATERAL (VALUES
    ('input_tokens', u.input - u.cached - u.written),
    ('cached_input_tokens', u.cached),
    ('cache_write_tokens', u.written),
    ('output_tokens', u.output)) AS m (meter, quantity)`;

/** What is billed by the piece: a kind of usage, its price's name (empty: the model's), its meter, the quantity. */
const pieces = [
  ["audio_speeches", "", "characters", "sum(characters)"],
  ["audio_transcriptions", "", "audio_seconds", "sum(seconds)"],
  ["images", "", "images", "sum(images)"],
  ["code_interpreter_sessions", "code_interpreter", "sessions", "sum(num_sessions)"],
  ["file_search_calls", "file_search", "calls", "sum(num_requests)"],
  ["web_search_calls", "web_search", "calls", "sum(num_requests)"],
  ["vector_stores", "vector_store", "storage", "round(sum(usage_bytes) / 1073741824.0, 3)"],
] as const;

const pieceMeters = ({ tools }: UsageSources) =>
  pieces
    .map(
      ([kind, name, meter, quantity]) => `
  SELECT ${owner}, coalesce(api_source, 'unlabeled'), ${name ? `'${name}'` : "model"}, 'default', '${meter}', ${quantity}
  FROM ${tools} WHERE kind = '${kind}' GROUP BY 1, 2, 3, 4, 5, 6`,
    )
    .join(" UNION ALL ");

export function insertCosts(sources: UsageSources): string {
  return `INSERT INTO twin.costs (day_at, project_id, user_id, api_key_id, api_source, line_item, amount, quantity, quantity_unit)
     SELECT q.day_at, q.project_id, q.user_id, q.api_key_id, q.api_source,
       q.model || CASE q.tier WHEN 'default' THEN '' ELSE ' ' || q.tier END || ', ' || q.meter,
       q.quantity * p.usd_per_million * 0.000001, q.quantity, p.unit
     FROM (${tokenMeters(sources)} UNION ALL ${pieceMeters(sources)}) q
     JOIN twin.prices p ON p.model = q.model AND p.tier = q.tier AND p.meter = q.meter
     WHERE q.quantity > 0
     ORDER BY 1`;
}

/** Works the costs of every day from the one that holds `from` (Unix seconds) out of its usage anew. */
export async function deriveCosts(tx: Transaction, from: number): Promise<void> {
  const dayAt = from - (from % 86_400);
  const since = (table: string) => `(SELECT * FROM twin.usage_${table} WHERE hour_at >= $1) ${table}`;
  await tx.query("DELETE FROM twin.costs WHERE day_at >= $1", [dayAt]);
  const sources = {
    completions: since("completions"),
    decisions: since("decisions"),
    embeddings: since("embeddings"),
    tools: since("tools"),
  };
  await tx.query(insertCosts(sources), [dayAt]);
}
