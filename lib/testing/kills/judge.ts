import type pg from "pg";
import { compareTotals } from "#lib/testing/compare-totals.ts";
import type { Totals } from "#twin/totals.ts";

/** What is wrong after the killing, a sentence each; nothing, if all is well. */
export async function judge(
  organizationId: string,
  pool: Pick<pg.Pool, "query">,
  totals: Totals,
  twin: { projects: string[]; invites: string[] },
): Promise<string[]> {
  return [
    ...(await compareTotals(organizationId, pool, totals)),
    ...(await judgeTrail(organizationId, pool)),
    ...(await judgeChanges(organizationId, pool, "project.create", "name", twin.projects)),
    ...(await judgeChanges(organizationId, pool, "member.invite", "email", twin.invites)),
  ];
}

/** Each change begins once and ends once; nothing stays open. */
async function judgeTrail(organizationId: string, pool: Pick<pg.Pool, "query">): Promise<string[]> {
  const { rows } = await pool.query<{ id: string; outcomes: string }>(
    `SELECT operation_id AS id, string_agg(outcome::text, ' ' ORDER BY id) AS outcomes FROM trail
     WHERE organization_id = $1 AND action <> 'stream.sync' GROUP BY 1
     HAVING count(*) FILTER (WHERE outcome = 'started') <> 1
       OR count(*) FILTER (WHERE outcome IN ('succeeded', 'failed')) <> 1`,
    [organizationId],
  );
  const { rows: open } = await pool.query("SELECT 1 FROM open_changes WHERE organization_id = $1", [
    organizationId,
  ]);
  const uneven = rows.map(({ id, outcomes }) => `The trail of ${id} says: ${outcomes}.`);
  return open.length === 0 ? uneven : [...uneven, `${open.length} changes are still open.`];
}

/** What the trail says has succeeded is there once upstream, what failed is not. */
async function judgeChanges(
  organizationId: string,
  pool: Pick<pg.Pool, "query">,
  action: string,
  field: string,
  upstream: string[],
): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; outcome: string }>(
    `SELECT beginning.input->>$3 AS name, ending.outcome::text AS outcome
     FROM trail AS beginning JOIN trail AS ending USING (operation_id)
     WHERE beginning.organization_id = $1 AND beginning.action = $2 AND beginning.outcome = 'started'
       AND ending.outcome IN ('succeeded', 'failed')`,
    [organizationId, action, field],
  );
  return rows.flatMap(({ name, outcome }) => {
    const there = upstream.filter((other) => other === name || other === `${name} again`).length;
    const due = outcome === "succeeded" ? 1 : 0;
    return there === due ? [] : [`${action} ${name} has ${outcome}, and is there ${there} times.`];
  });
}
