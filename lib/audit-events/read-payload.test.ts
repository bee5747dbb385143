import fc from "fast-check";
import { expect, test } from "vitest";
import { assignmentOf, readPayload, subjectOf } from "#lib/audit-events/read-payload.ts";
import { readSession } from "#lib/audit-events/read-session.ts";

const words = fc.constantFrom(
  ..."id name role_name error_message principal_id principal_type resource_id data changes_requested certificates".split(
    " ",
  ),
  ..."configs email title group_name actor session user_agent ip_address_details city __proto__ constructor toString".split(
    " ",
  ),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, 0, -1.5, "", "x", "\u0000", "\ud800"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(words, tie("value"), { maxKeys: 5 }),
  ),
})).value;

test("a payload of any shape is read without a fault, and gives texts where it gives anything", () => {
  const isText = (value: unknown) => value === undefined || typeof value === "string";
  fc.assert(
    fc.property(json, fc.constantFrom("api_key.created", "__proto__", "toString", ""), (value, type) => {
      const raw = JSON.stringify({ id: "audit_log-1", [type]: value });
      const payload = readPayload(type, raw);
      for (const part of [
        payload.id,
        payload.name,
        payload.role_name,
        payload.data?.name,
        payload.changes_requested?.role,
      ])
        expect(isText(part)).toBe(true);
      for (const { id, name } of [...(payload.certificates ?? []), ...(payload.configs ?? [])])
        expect(isText(id) && isText(name)).toBe(true);
      const { principal, resource } = assignmentOf(payload);
      expect([typeof principal.id, typeof resource.id]).toEqual(["string", "string"]);
      const { userAgent, location } = readSession(JSON.stringify({ actor: { session: value } }));
      expect([typeof userAgent, typeof location]).toEqual(["string", "string"]);
      expect(readSession(JSON.stringify(value))).toEqual({ userAgent: "", location: "" });
    }),
    { numRuns: 1000 },
  );
  expect(readPayload("x", null)).toEqual({});
});

test("whom a role was given to is a person unless the event says otherwise, in words that there are", () => {
  const kindOf = (principal_type: string) => assignmentOf({ principal_type }).principal.kind;
  expect(["user", "group", "service_account", "constructor", ""].map(kindOf)).toEqual([
    "member",
    "group",
    "serviceAccount",
    "member",
    "member",
  ]);
});

test("one part that is of another shape costs that part alone", () => {
  const event = {
    "user.added": { id: "user-1", name: 7, data: { email: "a@example.com", role: ["owner"] } },
  };
  expect(readPayload("user.added", JSON.stringify(event))).toMatchObject({
    id: "user-1",
    name: "",
    data: { email: "a@example.com", role: "" },
  });
});

test.each([
  ["api_key.created", "key_1", { kind: "key", id: "key_1" }],
  ["service_account.updated", "svc", { kind: "serviceAccount", id: "svc" }],
  ["role.created", "role_1", { kind: "role", id: "role_1" }],
  ["role.assignment.created", "role_1", null],
  ["project.archived", "", null],
  ["login.succeeded", "x", null],
  ["toString.created", "x", null],
  ["", "x", null],
])("an event %j of %j is about %j", (type, id, subject) => expect(subjectOf(type, id)).toEqual(subject));

test("where somebody signed in is told once, from the smaller place to the larger", () => {
  const session = (details: object) =>
    readSession(
      JSON.stringify({ actor: { session: { user_agent: "Agent\u202e", ip_address_details: details } } }),
    );
  expect(session({ city: "Tokyo", region: "Tokyo", country: "JP" })).toEqual({
    userAgent: String.raw`Agent\u202e`,
    location: "Tokyo, JP",
  });
  expect(session({ city: "", country: 81 }).location).toBe("");
});
