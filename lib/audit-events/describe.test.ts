import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { describeEvents, labelOf } from "#lib/audit-events/describe.ts";
import { listEvents } from "#lib/audit-events/list.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { locales } from "#lib/i18n/locales.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { aKey, aMember, anActor, aProject } from "#lib/testing/factories.ts";
import { eventTypes } from "#lib/testing/event-types.ts";
import type { EventFact } from "#lib/testing/events.ts";
import { anEvent } from "#lib/testing/events.ts";
import type { AnyKey } from "#lib/i18n/any-key.ts";

function wordsOf(locale: "en" | "ja"): AnyKey {
  const onError = (error: Error) => {
    throw error;
  };
  return createTranslator({
    locale,
    messages: messagesOf(locale),
    namespace: "events",
    onError,
  }) as unknown as AnyKey;
}

const [english, japanese] = [wordsOf("en"), wordsOf("ja")];

async function describeOne(actor: Actor, given: Partial<EventFact>, words = english) {
  const event = await anEvent(actor.organization, given);
  const { rows } = await listEvents(actor, parseAuditFilter({}));
  const [described] = await describeEvents(
    actor,
    words,
    rows.filter(({ id }) => id === event.id),
  );
  if (!described) throw new Error("The event was not listed.");
  return described;
}

test.each(locales)("every event type that OpenAI documents has a label of its own in %s", (locale) => {
  const labels = eventTypes.map((type) => labelOf(wordsOf(locale), type));
  expect(labels).toHaveLength(149);
  expect(labels.filter((label, index) => label === eventTypes[index])).toEqual([]);
  expect(new Set(labels).size).toBe(labels.length);
});

test.each(locales)("every type's summary can be said in %s, with and without a payload", async (locale) => {
  const actor = await anActor({ role: "auditor" });
  const payload = {
    id: "thing-1",
    data: { name: "Thing", role: "owner" },
    principal_id: "user-1",
    resource_id: "proj-1",
    certificates: [{ id: "cert-1", name: "Root" }],
    error_message: "No such user",
  };
  const row = { ...(await listedRow(actor)), resourceId: "thing-1" };
  for (const type of eventTypes) {
    const smallRaw = JSON.stringify({ [type]: payload });
    const [full, bare] = await describeEvents(actor, wordsOf(locale), [
      { ...row, type, smallRaw },
      { ...row, type, smallRaw: "{}", resourceId: "" },
    ]);
    expect(full?.summary).not.toMatch(/[{}]|undefined|summaries\.|types\./);
    expect(bare?.summary).not.toMatch(/[{}]|undefined|“”|「」|summaries\.|types\./);
  }
});

async function listedRow(actor: Actor) {
  await anEvent(actor.organization);
  const [row] = (await listEvents(actor, parseAuditFilter({}))).rows;
  if (!row) throw new Error("The event was not listed.");
  return row;
}

test("a summary names the member, the project and the key as the mirror knows them", async () => {
  const actor = await anActor({ role: "auditor" });
  const project = await aProject(actor.organization, { name: "Search" });
  const key = await aKey(project, { name: "Nightly" });
  const member = await aMember(actor.organization, { email: "aiko@example.com" });

  const deleted = await describeOne(actor, {
    type: "api_key.deleted",
    actorKind: "user",
    actorId: member.id,
    projectId: project.id,
    resourceId: key.id,
    payload: { id: key.id },
  });
  expect(deleted).toMatchObject({
    label: "API key deleted",
    summary: "Deleted API key “Nightly”",
    actor: { id: member.id, name: "aiko@example.com", kind: "member" },
    project: { id: project.id, name: "Search", kind: "project" },
    resource: { id: key.id, name: "Nightly", kind: "key" },
  });

  const changed = {
    type: "user.updated",
    resourceId: member.id,
    payload: { id: member.id, changes_requested: { role: "owner" } },
  };
  expect((await describeOne(actor, changed)).summary).toBe("Changed aiko@example.com to owner");
  expect((await describeOne(actor, changed, japanese)).summary).toBe(
    "aiko@example.com をロール owner に変更",
  );
});

test("an event keeps the name that it gave to its subject, and ids stand in for names nobody knows", async () => {
  const actor = await anActor({ role: "auditor" });
  const named = {
    type: "project.created",
    resourceId: "proj-9",
    payload: { id: "proj-9", data: { title: "Then" } },
  };
  expect(await describeOne(actor, named)).toMatchObject({
    summary: "Created project “Then”",
    resource: { id: "proj-9", name: "Then", kind: null },
  });
  const unnamed = await describeOne(actor, { type: "project.archived", resourceId: "proj-9" });
  expect(unnamed.summary).toBe("Archived project “proj-9”");
  expect(unnamed.actor).toBeNull();
});

test("a type that nobody has seen yet gets a sensible sentence", async () => {
  const actor = await anActor({ role: "auditor" });
  const unseen = await describeOne(actor, { type: "quantum_key.entangled", resourceId: "qk-1" });
  expect(unseen).toMatchObject({ label: "quantum_key.entangled", summary: "quantum_key.entangled: qk-1" });
  for (const type of ["constructor", "types", "a.__proto__.b", "api_key", "<b>.x", "x\u202e.y", ""])
    expect((await describeOne(actor, { type })).summary).toBe(labelOf(english, type));
});

test("names that would disturb the line are made visible", async () => {
  const actor = await anActor({ role: "auditor" });
  const name = "a\nb\u202ec\u0000</b>{x}";
  const { summary } = await describeOne(actor, {
    type: "group.created",
    payload: { id: "g", data: { group_name: name } },
  });
  expect(summary).toBe("Created group “a␊b\\u202ec␀</b>{x}”");
});

test("a payload of another shape than documented does no harm", async () => {
  const actor = await anActor({ role: "auditor" });
  for (const payload of [[], { data: "x", certificates: { a: 1 }, id: 7 }, { data: { role: { x: 1 } } }])
    expect((await describeOne(actor, { type: "user.added", payload })).summary).toBe("User added");
  const hostile = { data: { role: "constructor" } };
  const added = await describeOne(actor, { type: "user.added", resourceId: "user-7", payload: hostile });
  expect(added.summary).toBe("Added user-7 as constructor");
});
