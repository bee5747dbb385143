import { pool } from "#lib/db-writer.ts";
import { anId } from "./factories.ts";

type In = { id: string };

export type EventFact = {
  id: string;
  at: string;
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
  /** What stands under the key equal to the type. */
  payload: object;
  /** The whole event; made from the rest unless one is given. */
  raw: string;
};

/** One audit event that nobody has written yet; what is not given is a login of nobody. */
export function anEventFact(given: Partial<EventFact> = {}): EventFact {
  const fact = {
    id: anId("audit_log"),
    at: "2026-11-20T09:00:00Z",
    type: "login.succeeded",
    isTenant: false,
    actorKind: "",
    actorId: "",
    actorEmail: "",
    actorApiKeyId: "",
    projectId: "",
    projectName: "",
    resourceId: "",
    ip: "",
    payload: {},
    ...given,
  };
  const raw = JSON.stringify({
    object: "organization.audit_log",
    id: fact.id,
    type: fact.type,
    effective_at: Math.floor(Date.parse(fact.at) / 1000),
    actor: {
      type: "session",
      session: { user: { id: fact.actorId, email: fact.actorEmail }, ip_address: fact.ip },
    },
    project: { id: fact.projectId, name: fact.projectName },
    [fact.type]: fact.payload,
  });
  return { raw, ...fact };
}

/** Every text value of a JSON document in lower case, as the sync stores it for search. */
function searchTextOf(raw: string): string {
  const found: string[] = [];
  JSON.parse(raw, (_key, value: unknown) => {
    if (typeof value === "string") found.push(value.replaceAll("\0", ""));
    return value;
  });
  return found.join("\n").toLowerCase();
}

/** Writes audit events, as the sync does. */
export async function auditEvents(organization: In, facts: readonly EventFact[]): Promise<void> {
  if (facts.length === 0) return;
  await pool.query(
    `SELECT facts.ensure_months('audit_events', min(at AT TIME ZONE 'UTC')::date, max(at AT TIME ZONE 'UTC')::date)
     FROM unnest($1::timestamptz[]) AS at`,
    [facts.map(({ at }) => at)],
  );
  const texts = (name: Exclude<keyof EventFact, "payload" | "isTenant">) => facts.map((fact) => fact[name]);
  await pool.query(
    `INSERT INTO facts.audit_events (organization_id, effective_at, id, type, is_tenant, actor_kind, actor_id,
       actor_email, actor_api_key_id, project_id, project_name, resource_id, ip, search_text, raw)
     SELECT $1, * FROM unnest($2::timestamptz[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::text[],
       $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::json[])`,
    [
      organization.id,
      texts("at"),
      texts("id"),
      texts("type"),
      facts.map(({ isTenant }) => isTenant),
      texts("actorKind"),
      texts("actorId"),
      texts("actorEmail"),
      texts("actorApiKeyId"),
      texts("projectId"),
      texts("projectName"),
      texts("resourceId"),
      texts("ip"),
      facts.map(({ raw }) => searchTextOf(raw)),
      texts("raw"),
    ],
  );
}

/** One audit event of an organization. */
export async function anEvent(organization: In, given: Partial<EventFact> = {}): Promise<EventFact> {
  const fact = anEventFact(given);
  await auditEvents(organization, [fact]);
  return fact;
}
