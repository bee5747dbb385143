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
     SELECT u.day_at, u.project_id, u.user_id, u.api_key_id, u.api_source,
       u.model || CASE u.tier WHEN 'default' THEN '' ELSE ' ' || u.tier END || ', ' || m.meter,
       m.tokens * p.usd_per_million * 0.000001, m.tokens, 'tokens'
     FROM (
       SELECT hour_at - hour_at % 86400 AS day_at, project_id, user_id, api_key_id, api_source, model,
         CASE WHEN batch THEN 'batch' ELSE service_tier END AS tier, sum(input_tokens) AS input,
         sum(input_cached_tokens) AS cached, sum(input_cache_write_tokens) AS written, sum(output_tokens) AS output
       FROM twin.usage_completions WHERE hour_at >= $1 GROUP BY 1, 2, 3, 4, 5, 6, 7
       UNION ALL
       SELECT hour_at - hour_at % 86400, project_id, user_id, api_key_id, 'unlabeled', model, 'default',
         sum(input_tokens), 0, 0, 0
       FROM twin.usage_embeddings WHERE hour_at >= $1 GROUP BY 1, 2, 3, 4, 5, 6, 7
     ) u
     CROSS JOIN LATERAL (VALUES
       ('input_tokens', u.input - u.cached - u.written),
       ('cached_input_tokens', u.cached),
       ('cache_write_tokens', u.written),
       ('output_tokens', u.output)) AS m (meter, tokens)
     JOIN twin.prices p ON p.model = u.model AND p.tier = u.tier AND p.meter = m.meter
     WHERE m.tokens > 0
     ORDER BY 1`,
    [dayAt],
  );
}
