import type { AuditLogListResponse } from "openai/resources/admin/organization/audit-logs";
import type { Call } from "#twin/call.ts";
import type { Transaction } from "#twin/database.ts";
import { insertEvent } from "#twin/events/insert.ts";

type EventType = AuditLogListResponse["type"];
type TypedEvent = Extract<EventType, keyof AuditLogListResponse>;
type TenantEvent = Extract<EventType, `tenant.${string}`>;
type Payload<Type extends TypedEvent> = NonNullable<AuditLogListResponse[Type]>;

/** Writes a change's audit event in its transaction; what an admin key does belongs to the default project. */
export async function record<Type extends TypedEvent>(
  tx: Transaction,
  call: Call,
  type: Type,
  payload: Payload<Type> & { id: string },
  otherResourceIds: string[] = [],
): Promise<void> {
  await insertByKey(tx, call, {
    type,
    payload,
    isTenant: false,
    resourceIds: [payload.id, ...otherResourceIds],
  });
}

/** As `record`, for the types that only `tenant_only` shows and whose payload nobody has written down. */
export async function recordTenant(
  tx: Transaction,
  call: Call,
  type: TenantEvent,
  payload: { id: string } & Record<string, unknown>,
  otherResourceIds: string[] = [],
): Promise<void> {
  await insertByKey(tx, call, {
    type,
    payload,
    isTenant: true,
    resourceIds: [payload.id, ...otherResourceIds],
  });
}

type Recorded = { type: EventType; payload: object; isTenant: boolean; resourceIds: string[] };

async function insertByKey(
  tx: Transaction,
  { key, organization, now }: Call,
  event: Recorded,
): Promise<void> {
  const actor: AuditLogListResponse.Actor = {
    type: "api_key",
    api_key: {
      id: key.id,
      type: "user",
      user: { id: key.ownerId, ...(key.ownerEmail === null ? {} : { email: key.ownerEmail }) },
    },
  };
  await insertEvent(tx, {
    ...event,
    effectiveAt: now,
    projectId: event.isTenant ? null : organization.defaultProjectId,
    actor,
    actorIds: [key.id, key.ownerId],
    actorEmail: key.ownerEmail,
  });
}
