import type { AuditLogListResponse } from "openai/resources/admin/organization/audit-logs";
import type { SeedActor } from "#twin/seed/actors.ts";
import { seededId } from "#twin/seed/identity.ts";

type KnownType = AuditLogListResponse["type"];
/** One that the SDK does not know, as upstream adds them without notice. */
type UnknownType = "organization.agent_guardrail.updated";

export type SeedEvent = SeedActor & {
  id: string;
  type: KnownType | UnknownType;
  effective_at: number;
  is_tenant: boolean;
  project_id: string | null;
  resource_ids: string[];
  payload: object | null;
};

export type Payload = { id?: string; [field: string]: unknown };

type Details = {
  projectId?: string;
  resources?: string[];
  isTenant?: boolean;
  payload?: Payload | null;
};

/** An event whose id follows from what it tells. Its payload's id is among its resources. */
export function seedEvent(
  type: SeedEvent["type"],
  at: number,
  actor: SeedActor,
  details: Details = {},
): SeedEvent {
  const { projectId = null, resources = [], isTenant = type.startsWith("tenant."), payload = null } = details;
  const id = payload?.id;
  return {
    ...actor,
    id: seededId(
      "audit_log-",
      `${type} ${at} ${actor.actor_ids.join()} ${String(projectId)} ${JSON.stringify(payload)}`,
    ),
    type,
    effective_at: at,
    is_tenant: isTenant,
    project_id: projectId,
    resource_ids: id === undefined ? resources : [id, ...resources],
    payload,
  };
}
