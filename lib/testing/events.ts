import { pool } from "#lib/db-writer.ts";
import type { EventRow } from "#lib/sync/audit/event-row.ts";
import { insertEvents } from "#lib/sync/audit/insert-events.ts";
import { splitText } from "#lib/sync/audit/split-text.ts";
import { textValues } from "#lib/sync/audit/text-values.ts";
import { inTransaction } from "#lib/sync/lease.ts";
import { ensureMonths } from "#lib/sync/windows/ensure-months.ts";
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

const unused = () => Promise.reject(new Error("unused"));

function rowOf({ at, payload: _payload, ...fact }: EventFact, asBefore: boolean): EventRow {
  const event: unknown = JSON.parse(fact.raw);
  const { own, repeated } = splitText(event, fact);
  const text = asBefore ? { searchText: textValues(event), repeated: [] } : { searchText: own, repeated };
  return { ...fact, ...text, effectiveAt: Math.floor(Date.parse(at) / 1000) };
}

/** Writes rows as the sync does, in months that are made for them. */
export async function addEvents(organization: In, rows: readonly EventRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ensureMonths(
    "audit_events",
    rows.map(({ effectiveAt }) => effectiveAt),
  );
  const client = await pool.connect();
  try {
    await inTransaction(client, () =>
      insertEvents({ client, $executeRawUnsafe: unused }, organization.id, rows),
    );
  } finally {
    client.release();
  }
}

/** Writes audit events; asBefore: as it was done before what events share was kept once. */
export async function auditEvents(
  organization: In,
  facts: readonly EventFact[],
  { asBefore = false }: { asBefore?: boolean } = {},
): Promise<void> {
  await addEvents(
    organization,
    facts.map((fact) => rowOf(fact, asBefore)),
  );
}

/** One audit event of an organization. */
export async function anEvent(organization: In, given: Partial<EventFact> = {}): Promise<EventFact> {
  const fact = anEventFact(given);
  await auditEvents(organization, [fact]);
  return fact;
}
