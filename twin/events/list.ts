import type { AuditLogListResponse } from "openai/resources/admin/organization/audit-logs";
import type { Call, Routes } from "#twin/call.ts";
import { many, one } from "#twin/database.ts";
import { badRequest } from "#twin/errors.ts";
import { idList } from "#twin/lists.ts";
import type { IdList } from "#twin/lists.ts";
import { boolean, directoryLimits, integer, limit, strings } from "#twin/queries.ts";
import { seedOf } from "#twin/random.ts";

export const eventRoutes: Routes = { "GET /organization/audit_logs": listEvents };

type EventRow = {
  id: string;
  type: string;
  effective_at: number;
  actor: AuditLogListResponse.Actor | null;
  project_id: string | null;
  project_name: string | null;
  payload: object | null;
};

/** On the wire events carry an `object` that the SDK's type lacks, and types that it does not know. */
type WireEvent = Omit<AuditLogListResponse, "type"> & { object: "organization.audit_log"; type: string };

/** Newest first; events of one second keep one order. `tenant_only` shows the tenant's events and no others. */
async function listEvents(call: Call): Promise<IdList<WireEvent>> {
  const { query } = call;
  const size = limit(query, directoryLimits);
  const filter = filterOf(query);
  const [before, after] = [query.get("before"), query.get("after")];
  const isBackward = before !== null;
  hideLate(call, filter);
  if (after !== null) await addPlace(call, filter, "<", "after", after);
  if (before !== null) await addPlace(call, filter, ">", "before", before);
  const order = isBackward ? "ASC" : "DESC";
  const rows = await many<EventRow>(
    call.pool,
    `SELECT e.id, e.type, e.effective_at, e.actor, e.project_id, p.name AS project_name, e.payload
     FROM twin.events e LEFT JOIN twin.projects p ON p.id = e.project_id
     WHERE ${filter.conditions.join(" AND ")}
     ORDER BY e.effective_at ${order}, e.seq ${order} LIMIT ${size + 1}`,
    filter.values,
  );
  const page = rows.slice(0, size);
  if (isBackward) page.reverse();
  const unknown = call.faults.strike("unknownEvents", call.template);
  const body = unknown ? (row: EventRow) => eventBody(disguised(row, unknown.percent)) : eventBody;
  return idList(page.map(body), rows.length > size);
}

/** Under `lateEvents` a share of the newest events is not there yet; it comes with the time that it happened. */
function hideLate(call: Call, filter: Filter): void {
  const late = call.faults.strike("lateEvents", call.template);
  if (!late) return;
  const at = filter.values.push(call.now - late.seconds, late.percent);
  filter.conditions.push(`NOT (e.effective_at > $${at - 1} AND abs(hashtext(e.id)::bigint) % 100 < $${at})`);
}

/** Under `unknownEvents` a share of all events is of types that nobody has seen, always the same ones. */
function disguised(row: EventRow, percent: number): EventRow {
  const isHit = (seedOf(row.id) >>> 0) % 100 < percent;
  return isHit ? { ...row, type: `${row.type}.unforeseen` } : row;
}

type Filter = { conditions: string[]; values: unknown[] };

function filterOf(query: URLSearchParams): Filter {
  const tenantOnly = boolean(query, "tenant_only") ?? false;
  const types = strings(query, "event_types");
  refuseMixedTypes(types, tenantOnly);
  const filter: Filter = { conditions: ["e.is_tenant = $1"], values: [tenantOnly] };
  const add = (condition: string, value: unknown) => {
    filter.values.push(value);
    filter.conditions.push(condition.replace("?", `$${filter.values.length}`));
  };
  for (const [name, operator] of [
    ["gt", ">"],
    ["gte", ">="],
    ["lt", "<"],
    ["lte", "<="],
  ] as const) {
    const bound = integer(query, `effective_at[${name}]`);
    if (bound !== undefined) add(`e.effective_at ${operator} ?`, bound);
  }
  const [projects, actors, emails, resources] = [
    "project_ids",
    "actor_ids",
    "actor_emails",
    "resource_ids",
  ].map((name) => strings(query, name));
  if (types.length) add("e.type = ANY(?)", types);
  if (projects?.length) add("e.project_id = ANY(?)", projects);
  if (actors?.length) add("e.actor_ids && ?", actors);
  if (emails?.length)
    add(
      "lower(e.actor_email) = ANY(?)",
      emails.map((email) => email.toLowerCase()),
    );
  if (resources?.length) add("e.resource_ids && ?", resources);
  return filter;
}

function isTenantType(type: string): boolean {
  return (
    type.startsWith("tenant.") || type === "role.bound_to_resource" || type === "role.unbound_from_resource"
  );
}

/** Tenant types need `tenant_only`, and `tenant_only` takes no others. */
function refuseMixedTypes(types: string[], tenantOnly: boolean): void {
  const misplaced = types.find((type) => isTenantType(type) !== tenantOnly);
  if (misplaced === undefined) return;
  const message = tenantOnly
    ? `Event type '${misplaced}' is not tenant-scoped and cannot be used with tenant_only=true.`
    : `Event type '${misplaced}' is tenant-scoped and requires tenant_only=true.`;
  throw badRequest(message, "event_types", "invalid_value");
}

async function addPlace(
  call: Call,
  filter: Filter,
  operator: "<" | ">",
  name: string,
  id: string,
): Promise<void> {
  const place = await one<{ effective_at: number; seq: number }>(
    call.pool,
    "SELECT effective_at, seq FROM twin.events WHERE id = $1",
    [id],
  );
  if (!place)
    throw badRequest(`Invalid value for '${name}': no audit log with id '${id}'.`, name, "invalid_value");
  const at = filter.values.push(place.effective_at, place.seq);
  filter.conditions.push(`(e.effective_at, e.seq) ${operator} ($${at - 1}, $${at})`);
}

/** The payload sits under a key equal to the type, dots included; some types have none. */
function eventBody(row: EventRow): WireEvent {
  return {
    object: "organization.audit_log",
    id: row.id,
    type: row.type,
    effective_at: row.effective_at,
    actor: row.actor,
    ...(row.project_id === null
      ? {}
      : {
          project: { id: row.project_id, ...(row.project_name === null ? {} : { name: row.project_name }) },
        }),
    ...(row.payload === null ? {} : { [row.type]: row.payload }),
  };
}
