import type { Call, Routes } from "#twin/call.ts";
import { many, manyAgain } from "#twin/database.ts";
import { badRequest } from "#twin/errors.ts";
import { boolean, directoryLimits, integer, limit, strings } from "#twin/queries.ts";
import { seedOf } from "#twin/random.ts";
import { jsonText } from "#twin/streamed.ts";
import type { Streamed } from "#twin/streamed.ts";

export const eventRoutes: Routes = { "GET /organization/audit_logs": listEvents };

/** `actor`, `project` and `payload` are JSON texts as Postgres keeps them, passed on unread. */
type EventRow = {
  id: string;
  type: string;
  effective_at: number;
  actor: string;
  project: string | null;
  payload: string | null;
};

const columns = `e.id, e.type, e.effective_at, coalesce(e.actor::text, 'null') AS actor, e.payload::text AS payload,
  CASE WHEN e.project_id IS NOT NULL
    THEN json_strip_nulls(json_build_object('id', e.project_id, 'name', p.name))::text END AS project`;

/** Newest first; events of one second keep one order. `tenant_only` shows the tenant's events and no others. */
async function listEvents(call: Call): Promise<Streamed> {
  const { query } = call;
  const size = limit(query, directoryLimits);
  const filter = filterOf(query);
  const [before, after] = [query.get("before"), query.get("after")];
  const isBackward = before !== null;
  hideLate(call, filter);
  const places = {
    after: after === null ? undefined : await placeOf(call, "after", after),
    before: before === null ? undefined : await placeOf(call, "before", before),
  };
  addSpan(query, filter, places);
  const order = isBackward ? "ASC" : "DESC";
  const read = isPlain(query) ? manyAgain<EventRow> : many<EventRow>;
  const rows = await read(
    call.pool,
    `SELECT ${columns} FROM twin.events e LEFT JOIN twin.projects p ON p.id = e.project_id
     WHERE ${filter.conditions.join(" AND ")}
     ORDER BY e.effective_at ${order}, e.seq ${order} LIMIT $${filter.values.push(size + 1)}`,
    filter.values,
  );
  const page = rows.slice(0, size);
  if (isBackward) page.reverse();
  const unknown = call.faults.strike("unknownEvents", call.template);
  const shown = unknown ? page.map((row) => disguised(row, unknown.percent)) : page;
  const [first, last] = [shown[0]?.id ?? null, shown.at(-1)?.id ?? null];
  const ends = JSON.stringify({ first_id: first, last_id: last, has_more: rows.length > size });
  return jsonText(`{"object":"list","data":[${shown.map(eventText).join(",")}],${ends.slice(1)}`);
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

/** A plan for any values serves every span of time, but not rare and frequent actors alike. */
function isPlain(query: URLSearchParams): boolean {
  return !["project_ids", "actor_ids", "actor_emails", "resource_ids", "event_types"].some(
    (name) => strings(query, name).length > 0,
  );
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

type Place = { effective_at: number; seq: number };

async function placeOf(call: Call, name: string, id: string): Promise<Place> {
  const [place] = await manyAgain<Place>(
    call.pool,
    "SELECT effective_at, seq FROM twin.events WHERE id = $1",
    [id],
  );
  if (place) return place;
  throw badRequest(`Invalid value for '${name}': no audit log with id '${id}'.`, name, "invalid_value");
}

type Places = { after: Place | undefined; before: Place | undefined };

/**
 * The cursor's place and the times asked for. A time that the place implies is left out: Postgres would begin there and
 * read past everything between, on every page anew.
 */
function addSpan(query: URLSearchParams, filter: Filter, { after, before }: Places): void {
  const [newest, oldest] = [after?.effective_at ?? Infinity, before?.effective_at ?? -Infinity];
  const add = (operator: string, bound: number | undefined, isImplied: (bound: number) => boolean) => {
    if (bound === undefined || isImplied(bound)) return;
    filter.conditions.push(`e.effective_at ${operator} $${filter.values.push(bound)}`);
  };
  add("<", integer(query, "effective_at[lt]"), (bound) => newest < bound);
  add("<=", integer(query, "effective_at[lte]"), (bound) => newest <= bound);
  add(">", integer(query, "effective_at[gt]"), (bound) => oldest > bound);
  add(">=", integer(query, "effective_at[gte]"), (bound) => oldest >= bound);
  for (const [operator, place] of [
    ["<", after],
    [">", before],
  ] as const) {
    if (!place) continue;
    const at = filter.values.push(place.effective_at, place.seq);
    filter.conditions.push(`(e.effective_at, e.seq) ${operator} ($${at - 1}, $${at})`);
  }
}

/**
 * The payload sits under a key equal to the type, dots included; some types have none. On the wire events carry an
 * `object` that the SDK's type lacks, and types that it does not know.
 */
function eventText(row: EventRow): string {
  const type = JSON.stringify(row.type);
  const project = row.project === null ? "" : `,"project":${row.project}`;
  const payload = row.payload === null ? "" : `,${type}:${row.payload}`;
  return `{"object":"organization.audit_log","id":${JSON.stringify(row.id)},"type":${type},"effective_at":${row.effective_at},"actor":${row.actor}${project}${payload}}`;
}
