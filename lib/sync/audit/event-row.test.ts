import { expect, test } from "vitest";
import { eventRow } from "#lib/sync/audit/event-row.ts";

const base = { id: "audit_log-1", type: "project.created", effective_at: 1_760_000_000 };

test("a session names its person and address, the payload its object", () => {
  const event = {
    ...base,
    actor: {
      type: "session",
      session: { user: { id: "user-1", email: "Aiko@Example.com" }, ip_address: "203.0.113.7", ja3: "x" },
    },
    project: { id: "proj_1", name: "Search" },
    "project.created": { id: "proj_2", data: { title: "Neu" } },
  };
  expect(eventRow(event, false)).toMatchObject({
    actorKind: "user",
    actorId: "user-1",
    actorEmail: "Aiko@Example.com",
    ip: "203.0.113.7",
    projectId: "proj_1",
    projectName: "Search",
    resourceId: "proj_2",
  });
  const { searchText, repeated } = eventRow(event, false);
  expect(searchText).toBe("audit_log-1\nproj_2\nneu");
  expect(repeated).toEqual([
    { foundBy: "type", value: "project.created", text: "project.created\nsession" },
    { foundBy: "actor_id", value: "user-1", text: "user-1\naiko@example.com" },
    { foundBy: "actor_id", value: "user-1", text: "x" },
    { foundBy: "ip", value: "203.0.113.7", text: "203.0.113.7" },
    { foundBy: "project_id", value: "proj_1", text: "proj_1\nsearch" },
  ]);
});

test.each([
  [{ type: "api_key", api_key: { id: "key_1", type: "user", user: { id: "user-2" } } }, "user", "user-2"],
  [
    { type: "api_key", api_key: { type: "service_account", service_account: { id: "svc-1" } } },
    "service_account",
    "svc-1",
  ],
  [{ type: "api_key", api_key: { id: "key_1" } }, "api_key", ""],
  [null, "", ""],
  ["somebody", "", ""],
  [{ session: 7 }, "", ""],
])("the actor %j is of the kind %j", (actor, actorKind, actorId) => {
  expect(eventRow({ ...base, actor }, true)).toMatchObject({ actorKind, actorId, isTenant: true });
});

test("types and fields that nobody has seen are kept as they came", () => {
  const event = {
    ...base,
    type: "brand.new/type",
    "brand.new/type": [1, { "": "\u0000" }],
    extra: { deep: ["値"] },
  };
  const row = eventRow(event, false);
  expect(row).toMatchObject({ type: "brand.new/type", resourceId: "" });
  expect(row.raw).toBe(JSON.stringify(event));
  expect(row.searchText).not.toContain("\0");
});

test("connectors are named as the API's own filter names them", () => {
  const event = {
    ...base,
    type: "role.bound_to_resource",
    "role.bound_to_resource": { id: "r", workspace_id: "w", connector_id: "c" },
  };
  expect(eventRow(event, true).resourceId).toBe("w__c");
});

test.each([{}, { id: "", effective_at: 1 }, { id: "x" }, { id: "x", effective_at: "now" }, null])(
  "%j has no place in the log",
  (event) => {
    expect(() => eventRow(event, false)).toThrow(expect.objectContaining({ code: "malformed" }));
  },
);
