import type { Transaction } from "#twin/database.ts";
import { largeOrganizationId } from "#twin/seed/large/directory.ts";
import { dropHelpers, helpers } from "#twin/seed/large/helpers.ts";
import type { Size } from "#twin/seed/large/size.ts";

const month = 30 * 86_400;

const lastUses = `
  UPDATE twin.api_keys k SET last_used_at = used.at FROM (
    SELECT api_key_id, max(at) + 1740 AS at FROM (
      SELECT api_key_id, max(hour_at) AS at FROM twin.usage_completions GROUP BY 1
      UNION ALL SELECT api_key_id, max(hour_at) FROM twin.usage_decisions GROUP BY 1
      UNION ALL SELECT api_key_id, max(hour_at) FROM twin.usage_embeddings GROUP BY 1
      UNION ALL SELECT api_key_id, max(hour_at) FROM twin.usage_tools GROUP BY 1) each GROUP BY 1
  ) used WHERE used.api_key_id = k.id`;

/** A third of the living projects that cost anything has a limit between 0.6 and 3.6 times its last month, and two alerts. */
const spend = ({ anchorAt }: Size) => `
  WITH monthly AS (
    SELECT p.n, p.id, greatest(1000, ceil(sum(c.amount) * 100 * (0.6 + 3 * ${helpers}.draw(p.n, 31))::numeric / 1000) * 1000)::bigint AS cents
    FROM ${helpers}.projects p JOIN twin.costs c ON c.project_id = p.id AND c.day_at >= ${anchorAt - month}
    WHERE p.n % 3 = 1 AND p.archived_at IS NULL GROUP BY 1, 2
    UNION ALL
    SELECT 0, '${largeOrganizationId}', greatest(1000, ceil(sum(amount) * 150 / 100000) * 100000)::bigint
    FROM twin.costs WHERE day_at >= ${anchorAt - month}
  ), limits AS (
    INSERT INTO twin.spend_limits (resource_id, threshold_cents, updated_at)
    SELECT id, cents, ${anchorAt - month} FROM monthly
  )
  INSERT INTO twin.spend_alerts (id, resource_id, threshold_cents, recipients, created_at)
  SELECT 'alert_' || substr(md5('large alert ' || n || ' ' || part), 1, 24), id, cents * part / 100, ARRAY['finance@hokushin.example'], ${anchorAt - month}
  FROM monthly, unnest(ARRAY[50, 80]) part ORDER BY n, part`;

/** What can only be told at the end; the organization comes last, and with it the twin is there. */
export async function finishLarge(tx: Transaction, size: Size, days: number): Promise<number> {
  await tx.query(lastUses);
  await tx.query(spend(size));
  await tx.query(
    `INSERT INTO twin.organization
       (id, name, default_project_id, seed, days, anchor_at, usage_until_at, events_until_at, created_at)
     SELECT $1, '北辰 Hokushin Group', id, 'large', $2, $3, $3, $3, $4 FROM ${helpers}.projects WHERE n = 1`,
    [largeOrganizationId, days, size.anchorAt, size.anchorAt - 900 * 86_400],
  );
  await tx.query("UPDATE twin.seeding SET finished_at = extract(epoch FROM now())::bigint");
  await dropHelpers(tx);
  return 0;
}
