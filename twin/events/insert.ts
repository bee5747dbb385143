import type { AuditLogListResponse } from "openai/resources/admin/organization/audit-logs";
import type { Transaction } from "../database.ts";
import { newId } from "../ids.ts";

export type NewEvent = {
  type: AuditLogListResponse["type"];
  effectiveAt: number;
  isTenant: boolean;
  projectId: string | null;
  actor: AuditLogListResponse.Actor;
  actorIds: string[];
  actorEmail: string | null;
  resourceIds: string[];
  payload: object | null;
};

export async function insertEvent(tx: Transaction, event: NewEvent): Promise<void> {
  await tx.query(
    `INSERT INTO twin.events (id, type, effective_at, is_tenant, project_id, actor, actor_ids, actor_email, resource_ids, payload)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      newId("audit_log-"),
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
}
