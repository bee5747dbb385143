import type { AuditLogListResponse } from "openai/resources/admin/organization/audit-logs";
import type { Queryable } from "#twin/database.ts";
import { newId } from "#twin/ids.ts";

export type NewEvent = {
  id?: string | undefined;
  type: AuditLogListResponse["type"] | (string & {});
  effectiveAt: number;
  isTenant: boolean;
  projectId: string | null;
  actor: AuditLogListResponse.Actor | null;
  actorIds: string[];
  actorEmail: string | null;
  resourceIds: string[];
  payload: object | null;
};

export async function insertEvent(on: Queryable, event: NewEvent): Promise<string> {
  const id = event.id ?? newId("audit_log-");
  await on.query(
    `INSERT INTO twin.events (id, type, effective_at, is_tenant, project_id, actor, actor_ids, actor_email, resource_ids, payload)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      event.type,
      event.effectiveAt,
      event.isTenant,
      event.projectId,
      event.actor,
      event.actorIds,
      event.actorEmail,
      event.resourceIds,
      event.payload,
    ],
  );
  return id;
}
