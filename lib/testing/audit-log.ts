import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pool } from "#lib/db-writer.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";

type WireEvent = { id: string; type: string; effective_at: number; [key: string]: unknown };
type Answer = { status: number; body: object };
type Log = {
  events: WireEvent[];
  tenant: WireEvent[] | "refused";
  asked: URLSearchParams[];
  /** Told of every question, counted from 1, before it is answered; may answer in its place. */
  onAsk?: (nth: number, answer: Answer) => Promise<Answer | void> | Answer | void;
};

const closing: (() => void)[] = [];

/** Closes the servers of all audit logs: for afterEach. */
export const closeAuditLogs = () => closing.splice(0).forEach((close) => close());

/** In Unix seconds. */
export const now = Math.floor(Date.now() / 1000);

/** An audit log as upstream answers it: newest first, in pages, in two passes. */
function pageOf(log: Log, query: URLSearchParams): Answer {
  const events = query.get("tenant_only") === "true" ? log.tenant : log.events;
  if (events === "refused") return { status: 400, body: { error: { message: "No tenant." } } };
  const since = Number(query.get("effective_at[gte]") ?? 0);
  const listed = events
    .filter((event) => event.effective_at >= since)
    .toSorted((a, b) => b.effective_at - a.effective_at || (a.id < b.id ? 1 : -1));
  const after = query.get("after");
  const begin = after === null ? 0 : listed.findIndex(({ id }) => id === after) + 1;
  const end = begin + Number(query.get("limit"));
  const data = listed.slice(begin, end);
  return {
    status: 200,
    body: { object: "list", data, has_more: end < listed.length, last_id: data.at(-1)?.id ?? null },
  };
}

/** An upstream that answers the audit log alone, and an organization that is connected to it. */
export async function anAuditLog(events: WireEvent[], tenant: Log["tenant"] = []) {
  const log: Log = { events, tenant, asked: [] };
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? "/", "http://localhost").searchParams;
    log.asked.push(query);
    const page = pageOf(log, query);
    void (async () => {
      const { status, body } = (await log.onAsk?.(log.asked.length, page)) ?? page;
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return { log, organization: await aConnectedOrganization({ url }) };
}

/** An event that happened `age` seconds ago. */
export const anEvent = (id: string, age: number, more: object = {}): WireEvent => ({
  id,
  type: "login.succeeded",
  effective_at: now - age,
  ...more,
});

/** The events that the mirror holds, by id. */
export async function eventsIn(organization: { id: string }) {
  const { rows } = await pool.query<{
    id: string;
    type: string;
    is_tenant: boolean;
    raw: string;
    search_text: string;
  }>(
    "SELECT id, type, is_tenant, raw::text AS raw, search_text FROM facts.audit_events WHERE organization_id = $1 ORDER BY id",
    [organization.id],
  );
  return rows;
}
