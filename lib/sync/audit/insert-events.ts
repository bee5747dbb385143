import type { EventRow } from "#lib/sync/audit/event-row.ts";
import { keepValues } from "#lib/sync/audit/keep-values.ts";
import type { StepTransaction } from "#lib/sync/reader.ts";

/** Adds the events that are not there yet; an event never changes, so its id settles it. Returns how many were new. */
export async function insertEvents(
  { client }: StepTransaction,
  organizationId: string,
  events: readonly EventRow[],
): Promise<number> {
  if (events.length === 0) return 0;
  const texts = (name: Exclude<keyof EventRow, "effectiveAt" | "isTenant" | "repeated">) =>
    events.map((event) => event[name]);
  await keepValues(client, organizationId, events);
  const added = await client.query(
    `INSERT INTO facts.audit_events (organization_id, effective_at, id, type, is_tenant, actor_kind, actor_id,
       actor_email, actor_api_key_id, project_id, project_name, resource_id, ip, search_text, repeated_text, raw)
     SELECT $1, to_timestamp(at), id, type, is_tenant, actor_kind, actor_id, actor_email, actor_api_key_id,
       project_id, project_name, resource_id, ip, search_text, repeated_text, raw::json
     FROM unnest($2::bigint[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::text[], $8::text[],
       $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[])
       AS event(at, id, type, is_tenant, actor_kind, actor_id, actor_email, actor_api_key_id, project_id,
         project_name, resource_id, ip, search_text, repeated_text, raw)
     ON CONFLICT DO NOTHING`,
    [
      organizationId,
      events.map(({ effectiveAt }) => effectiveAt),
      texts("id"),
      texts("type"),
      events.map(({ isTenant }) => isTenant),
      texts("actorKind"),
      texts("actorId"),
      texts("actorEmail"),
      texts("actorApiKeyId"),
      texts("projectId"),
      texts("projectName"),
      texts("resourceId"),
      texts("ip"),
      texts("searchText"),
      events.map(({ repeated }) => repeated.map(({ text }) => text).join("\n")),
      texts("raw"),
    ],
  );
  return added.rowCount ?? 0;
}
