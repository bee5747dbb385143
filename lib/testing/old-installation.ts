import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "pg";

const all = new URL("../../prisma/migrations/", import.meta.url).pathname;

/** The last migration of the version before this one. */
export const lastOfBefore = "20261122000250_sign_in_attempts";

/** Copies the migrations of the version before into a folder, for a database as that version left it. */
export function copyMigrationsOfBefore(folder: string): void {
  for (const name of readdirSync(all).filter((each) => each <= lastOfBefore))
    cpSync(join(all, name), join(folder, name), { recursive: true });
}

/**
 * Fills a database of the version before with an organization of so many hourly usage rows in three months, half as
 * many events, a third as many costs, and their rollups.
 */
export async function fillOldInstallation(client: Client, rows: number): Promise<void> {
  await client.query(`
    INSERT INTO organizations (id, slug, name, base_url) VALUES (gen_random_uuid(), 'live', 'Live', 'http://127.0.0.1:9/v1');
    SELECT facts.ensure_months(t, '2026-01-01', '2026-03-31') FROM unnest(ARRAY['usage', 'costs', 'audit_events']) AS t;
    INSERT INTO members (organization_id, id, email, name, raw, mirrored_at)
      SELECT o.id, 'user-' || n, n || '@example.com', 'Person ' || n, '{}', now() FROM organizations o, generate_series(1, 2000) n;
    INSERT INTO facts.usage (organization_id, bucket_at, kind, project_id, api_key_id, model, requests, detail)
      SELECT o.id, '2026-01-01'::timestamptz + n % 2000 * interval '1 hour', 'completions', 'proj-' || n % 50, 'key-' || n % 400,
        'gpt-5', 1, CASE WHEN n % 9 = 0 THEN '{"size": "512x512"}'::jsonb END FROM organizations o, generate_series(1, ${rows}) n;
    SELECT facts.refresh_usage_daily(id, 'completions', 'UTC', '2026-01-01', '2026-03-31') FROM organizations;
    INSERT INTO facts.costs (organization_id, "grouping", day, project_id, line_item, amount, currency)
      SELECT o.id, 'project_line_item', '2026-01-01'::date + n % 90, 'proj-' || n % 50, 'item ' || n % 9, 0.5, 'usd'
      FROM organizations o, generate_series(1, ${Math.floor(rows / 3)}) n;
    SELECT facts.refresh_costs_daily(id, 'project_line_item', '2026-01-01', '2026-03-31') FROM organizations;
    INSERT INTO facts.audit_events (organization_id, effective_at, id, type, search_text, raw)
      SELECT o.id, '2026-01-01'::timestamptz + n % 129600 * interval '1 minute', 'e' || n, 'x', md5(n::text), '{}'
      FROM organizations o, generate_series(1, ${Math.floor(rows / 2)}) n;`);
}
