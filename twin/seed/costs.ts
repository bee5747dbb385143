import type { Transaction } from "#twin/database.ts";
import { insertRows } from "#twin/seed/insert-rows.ts";
import { priceRows } from "#twin/seed/prices.ts";

export async function seedPrices(tx: Transaction): Promise<void> {
  await tx.query(
    "CREATE TEMPORARY TABLE price_rows (model text, tier text, meter text, usd text, share text) ON COMMIT DROP",
  );
  const rows = priceRows().map(({ model, tier, meter, usdPerMillion: usd, share }) => ({
    model,
    tier,
    meter,
    usd,
    share,
  }));
  await insertRows(tx, "price_rows", rows);
  await tx.query(
    `INSERT INTO twin.prices SELECT model, tier, meter, usd::numeric * share::numeric FROM price_rows
     ON CONFLICT (model, tier, meter) DO UPDATE SET usd_per_million = excluded.usd_per_million`,
  );
}

/** Works the costs of every day from the one that holds `from` (Unix seconds) out of its usage anew. */
export async function deriveCosts(tx: Transaction, from: number): Promise<void> {
  const dayAt = from - (from % 86_400);
  await tx.query("DELETE FROM twin.costs WHERE day_at >= $1", [dayAt]);
  await tx.query(
    `INSERT INTO twin.costs (day_at, project_id, user_id, api_key_id, api_source, line_item, amount, quantity, quantity_unit)
     SELECT u.hour_at - u.hour_at % 86400, u.project_id, u.user_id, u.api_key_id, u.api_source,
       u.model || CASE p.tier WHEN 'default' THEN '' ELSE ' ' || p.tier END || ', ' || m.meter,
       sum(m.tokens) * p.usd_per_million * 0.000001, sum(m.tokens), 'tokens'
     FROM (
       SELECT hour_at, project_id, user_id, api_key_id, api_source, model,
         CASE WHEN batch THEN 'batch' ELSE service_tier END AS tier, input_tokens, input_cached_tokens,
         input_cache_write_tokens, output_tokens
       FROM twin.usage_completions WHERE hour_at >= $1
       UNION ALL
       SELECT hour_at, project_id, user_id, api_key_id, 'unlabeled', model, 'default', input_tokens, 0, 0, 0
       FROM twin.usage_embeddings WHERE hour_at >= $1
     ) u
     CROSS JOIN LATERAL (VALUES
       ('input_tokens', u.input_tokens - u.input_cached_tokens - u.input_cache_write_tokens),
       ('cached_input_tokens', u.input_cached_tokens),
       ('cache_write_tokens', u.input_cache_write_tokens),
       ('output_tokens', u.output_tokens)) AS m (meter, tokens)
     JOIN twin.prices p ON p.model = u.model AND p.tier = u.tier AND p.meter = m.meter
     WHERE m.tokens > 0
     GROUP BY 1, 2, 3, 4, 5, 6, p.usd_per_million
     ORDER BY 1`,
    [dayAt],
  );
}
