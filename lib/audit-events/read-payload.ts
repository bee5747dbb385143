import { z } from "zod";
import type { Subject, SubjectKind } from "#lib/audit-events/names.ts";

const text = z.string().catch("");
const Named = z.object({ id: text, name: text }).partial().catch({});

/** What summaries tell of a payload. Nothing in it can be relied on: types and fields come and go upstream. */
const Payload = z
  .object({
    id: text,
    name: text,
    role_name: text,
    error_message: text,
    error_code: text,
    principal_id: text,
    principal_type: text,
    resource_id: text,
    resource_type: text,
    data: z
      .object({ name: text, title: text, group_name: text, email: text, role: text })
      .partial()
      .catch({}),
    changes_requested: z.object({ role: text }).partial().catch({}),
    certificates: z.array(Named).catch([]),
    configs: z.array(Named).catch([]),
  })
  .partial()
  .catch({});

export type Payload = z.output<typeof Payload>;

/** The payload under the key that equals the type; empty where the JSON is absent or of another shape. */
export function readPayload(type: string, raw: string | null): Payload {
  if (raw === null) return {};
  const event: unknown = JSON.parse(raw);
  return Payload.parse(typeof event === "object" && event !== null ? Reflect.get(event, type) : undefined);
}

// Maps, for the words come from upstream: an object knows "constructor" as well.
const kinds = new Map<string, SubjectKind>([
  ["api_key", "key"],
  ["user", "member"],
  ["project", "project"],
  ["group", "group"],
  ["service_account", "serviceAccount"],
  ["invite", "invite"],
  ["role", "role"],
]);

/** What an event was done to, as far as the mirror may know it. */
export function subjectOf(type: string, resourceId: string): Subject | null {
  const [family = "", next = ""] = type.split(".");
  const kind = kinds.get(family);
  // The id of an assignment is neither a role's nor a person's.
  return kind && next !== "assignment" && resourceId !== "" ? { kind, id: resourceId } : null;
}

const principals = new Map<string, SubjectKind>([
  ["user", "member"],
  ["group", "group"],
  ["service_account", "serviceAccount"],
]);

export function assignmentOf(payload: Payload): { principal: Subject; resource: Subject } {
  return {
    principal: {
      kind: principals.get(payload.principal_type ?? "") ?? "member",
      id: payload.principal_id ?? "",
    },
    resource: { kind: "project", id: payload.resource_id ?? "" },
  };
}
