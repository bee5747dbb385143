import { z } from "zod";
import { cleanText } from "#lib/mirror/rows.ts";
import type { RepeatedValue } from "#lib/sync/audit/split-text.ts";
import { splitText } from "#lib/sync/audit/split-text.ts";
import { SyncFault } from "#lib/sync/faults.ts";

/** The columns of facts.audit_events that the sync fills; raw is the event as it came. */
export type EventRow = {
  effectiveAt: number;
  id: string;
  type: string;
  isTenant: boolean;
  actorKind: string;
  actorId: string;
  actorEmail: string;
  actorApiKeyId: string;
  projectId: string;
  projectName: string;
  resourceId: string;
  ip: string;
  /** The event's own text values in lower case, a line each, and those that it shares with others. */
  searchText: string;
  repeated: RepeatedValue[];
  raw: string;
};

const text = z.string().transform(cleanText).catch("");
const Person = z.object({ id: text, email: text }).partial().catch({});

/** What is asked of an event: an id and a time. Everything else may be missing, or of another shape. */
const Event = z.looseObject({
  id: z.string().min(1),
  type: text,
  effective_at: z.number().min(0).max(253_402_300_799),
});

const Actor = z
  .object({
    session: z.object({ user: Person, ip_address: text }).partial().catch({}),
    api_key: z.object({ id: text, type: text, user: Person, service_account: Person }).partial().catch({}),
  })
  .partial()
  .catch({});

const Project = z.object({ id: text, name: text }).partial().catch({});
const Payload = z
  .object({ id: text, resource_id: text, workspace_id: text, connector_id: text })
  .partial()
  .catch({});

function actorOf(
  value: unknown,
): Pick<EventRow, "actorKind" | "actorId" | "actorEmail" | "actorApiKeyId" | "ip"> {
  const { session, api_key: key } = Actor.parse(value ?? {});
  const actorApiKeyId = key?.id ?? "";
  const ip = session?.ip_address ?? "";
  const person = session?.user ?? key?.user;
  if (person?.id || person?.email)
    return { actorKind: "user", actorId: person.id ?? "", actorEmail: person.email ?? "", actorApiKeyId, ip };
  const account = key?.service_account;
  if (account?.id)
    return { actorKind: "service_account", actorId: account.id, actorEmail: "", actorApiKeyId, ip };
  return { actorKind: actorApiKeyId ? "api_key" : "", actorId: "", actorEmail: "", actorApiKeyId, ip };
}

/** The payload stands under a key equal to the type, dots included. */
function resourceIdOf(payload: unknown): string {
  const {
    id,
    resource_id: resourceId,
    workspace_id: workspaceId,
    connector_id: connectorId,
  } = Payload.parse(payload ?? {});
  // The filter of the API names connectors by both ids together.
  if (workspaceId && connectorId) return `${workspaceId}__${connectorId}`;
  return id ?? resourceId ?? "";
}

/** An event as a row. Unknown types and fields are kept in raw; throws SyncFault where it has no id or time. */
export function eventRow(value: unknown, isTenant: boolean): EventRow {
  const parsed = Event.safeParse(value);
  if (!parsed.success) throw new SyncFault("malformed", "An event of the audit log has no id or no time.");
  const event = parsed.data;
  const project = Project.parse(event["project"] ?? {});
  const payload = typeof event.type === "string" ? event[event.type] : undefined;
  const columns = {
    type: event.type,
    ...actorOf(event["actor"]),
    projectId: project.id ?? "",
    resourceId: resourceIdOf(payload),
  };
  const { own, repeated } = splitText(value, columns);
  return {
    effectiveAt: Math.floor(event.effective_at),
    id: cleanText(event.id),
    isTenant,
    ...columns,
    projectName: project.name ?? "",
    searchText: own,
    repeated,
    raw: JSON.stringify(value),
  };
}
