import type pg from "pg";
import { streamKinds } from "#lib/sync/kinds.ts";

const tables: Readonly<Record<string, string>> = {
  members: "members",
  invites: "invites",
  projects: "projects",
  project_members: "project_members",
  service_accounts: "service_accounts",
  api_keys: "api_keys",
  groups: "groups",
  roles: "upstream_roles",
  costs: "facts.costs",
  audit_log: "facts.audit_events",
};

function countOf(kind: string): string {
  const usage = /^usage_(\w+)$/.exec(kind)?.[1];
  if (usage) return `(SELECT count(*) FROM facts.usage WHERE organization_id = $1 AND kind = '${usage}')`;
  return `(SELECT count(*) FROM ${tables[kind] ?? "members"} WHERE organization_id = $1)`;
}

/** Every stream read to its end just now, as pages that tell how fresh they are want to know. */
export async function fillStreams(client: pg.ClientBase, organizationId: string): Promise<void> {
  for (const kind of streamKinds) {
    await client.query(
      `INSERT INTO streams (organization_id, kind, as_of, backfilled_at, run_started_at, run_finished_at,
         rows_mirrored, progress_done, progress_total)
       SELECT $1, $2, now(), now(), now() - interval '1 minute', now(), counted, counted, counted
       FROM (SELECT ${countOf(kind)} AS counted) AS counts`,
      [organizationId, kind],
    );
  }
}
