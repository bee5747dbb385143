import type { EventRow } from "#lib/audit-events/list.ts";
import { placeToText } from "#lib/audit-events/event-place.ts";
import type { Names, Subject } from "#lib/audit-events/names.ts";
import { findNames } from "#lib/audit-events/names.ts";
import type { Payload } from "#lib/audit-events/read-payload.ts";
import { assignmentOf, readPayload, subjectOf } from "#lib/audit-events/read-payload.ts";
import { visible } from "#lib/audit-events/visible.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { AnyKey } from "#lib/i18n/any-key.ts";
import { authorize } from "#lib/auth/permissions.ts";

/** Something an event names, with its kind where the mirror knows it and a page can show it. */
export type Mention = { id: string; name: string; kind: Subject["kind"] | null };

/** An event as a person reads it, in one language. Safe to show: nothing in it can disturb its surroundings. */
export type DescribedEvent = {
  place: string;
  at: string;
  type: string;
  label: string;
  summary: string;
  actor: Mention | null;
  project: Mention | null;
  resource: Mention | null;
  actorApiKeyId: string;
  ip: string;
  isTenant: boolean;
};

/** What a type is called; one that nobody has worded yet is called by its own name. */
export function labelOf(words: AnyKey, type: string): string {
  const key = `types.${type}`;
  return /^[a-z_]+(\.[a-z_]+)+$/.test(type) && words.has(key) ? words(key) : visible(type);
}

function actorOf(row: EventRow): Subject | null {
  if (row.actorKind === "service_account") return { kind: "serviceAccount", id: row.actorId };
  if (row.actorKind === "api_key") return { kind: "key", id: row.actorApiKeyId };
  return row.actorId === "" ? null : { kind: "member", id: row.actorId };
}

function mention(
  subject: Subject | null,
  names: Names,
  ownName = "",
  id = subject?.id ?? "",
): Mention | null {
  const known = subject ? names(subject) : null;
  const name = ownName || known || id;
  return name === ""
    ? null
    : { id, name: visible(name), kind: known === null ? null : (subject?.kind ?? null) };
}

/** The name that the event itself gives to what it was done to. */
function nameIn({ data = {}, name, role_name: roleName }: Payload): string {
  return data.name || data.title || data.group_name || data.email || name || roleName || "";
}

function summaryOf(
  words: AnyKey,
  row: EventRow,
  payload: Payload,
  names: Names,
  resource: Mention | null,
): string {
  const label = labelOf(words, row.type);
  const key = `summaries.${row.type}`;
  const { principal, resource: on } = assignmentOf(payload);
  const listed = [...(payload.certificates ?? []), ...(payload.configs ?? [])];
  const role = payload.data?.role || payload.changes_requested?.role || "";
  const error = payload.error_message || payload.error_code || "";
  const values = {
    resource: (row.type.startsWith("role.assignment.") ? mention(on, names) : resource)?.name ?? "",
    principal: mention(principal, names)?.name ?? "",
    names: visible(listed.map(({ id, name }) => name || id || "").join(", ")),
    role: visible(role),
    hasRole: String(role !== ""),
    error: visible(error),
    hasError: String(error !== ""),
  };
  if (label === visible(row.type) || !words.has(key))
    return resource ? words("generic", { label, resource: resource.name }) : label;
  // A sentence with a hole in it says less than the plain name of what happened.
  const isWhole = (["resource", "principal", "names"] as const).every(
    (name) => values[name] !== "" || !words(key, { ...values, [name]: "\0" }).includes("\0"),
  );
  return isWhole ? words(key, values) : label;
}

/** Describes events in one language; names of members, projects and keys come from the mirror, in bulk. */
export async function describeEvents(
  actor: Actor,
  words: AnyKey,
  rows: readonly EventRow[],
): Promise<DescribedEvent[]> {
  authorize(actor, "audit.read");
  const read = rows.map((row) => {
    const payload = readPayload(row.type, row.smallRaw);
    const project: Subject = { kind: "project", id: row.projectId };
    return { row, payload, by: actorOf(row), on: subjectOf(row.type, row.resourceId), project };
  });
  const subjects = read.flatMap(({ payload, by, on, project }) => {
    const { principal, resource } = assignmentOf(payload);
    return [by, on, project, principal, resource].filter((subject) => subject !== null);
  });
  const names = await findNames(actor, subjects);

  return read.map(({ row, payload, by, on, project }) => {
    const resource = mention(on, names, nameIn(payload), row.resourceId);
    return {
      place: placeToText(row),
      at: row.effectiveAt.toISOString(),
      type: row.type,
      label: labelOf(words, row.type),
      summary: summaryOf(words, row, payload, names, resource),
      actor: mention(by, names, row.actorEmail),
      project: mention(project, names, row.projectName),
      resource,
      actorApiKeyId: row.actorApiKeyId,
      ip: row.ip,
      isTenant: row.isTenant,
    };
  });
}
