import type { AuditLogListResponse } from "openai/resources/admin/organization/audit-logs";
import type { Call } from "../call.ts";
import type { Transaction } from "../database.ts";
import { newId } from "../ids.ts";

type EventType = AuditLogListResponse["type"];
type TypedEvent = Extract<EventType, keyof AuditLogListResponse>;
export type Payload<Type extends TypedEvent> = NonNullable<AuditLogListResponse[Type]>;

/**
 * Writes the audit event of a change in the change's own transaction. Upstream attributes what an admin
 * key does to the default project.
 */
export async function record<Type extends TypedEvent>(
  tx: Transaction,
  call: Call,
  type: Type,
  payload: Payload<Type> & { id: string },
  otherResourceIds: string[] = [],
): Promise<void> {
  const { key, organization, now } = call;
  const actor: AuditLogListResponse.Actor = {
    type: "api_key",
    api_key: {
      id: key.id,
      type: "user",
      user: { id: key.ownerId, ...(key.ownerEmail === null ? {} : { email: key.ownerEmail }) },
    },
  };
  await tx.query(
    `INSERT INTO twin.events (id, type, effective_at, project_id, actor, actor_ids, actor_email, resource_ids, payload)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      newId("audit_log-"),
      type,
      now,
      organization.defaultProjectId,
      actor,
      [key.id, key.ownerId],
      key.ownerEmail,
      [payload.id, ...otherResourceIds],
      payload,
    ],
  );
}
