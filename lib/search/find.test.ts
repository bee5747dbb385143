import { expect, test } from "vitest";
import { findAnything } from "#lib/search/find.ts";
import { anEvent, anEventFact, auditEvents } from "#lib/testing/events.ts";
import { aKey, aMember, anActor, anId, anOrganization, aProject } from "#lib/testing/factories.ts";
import { findEvents, newestSearched } from "./events.ts";

test("finds members by name or email, projects and keys by name, in one organization only", async () => {
  const [organization, other] = await Promise.all([anOrganization(), anOrganization()]);
  const actor = await anActor({ organization });
  const member = await aMember(organization, { name: "Zenobia Quark" });
  const project = await aProject(organization, { name: "Quarkspotting" });
  const key = await aKey(project, { name: "quark/key" });
  await aMember(other, { name: "Quark Elsewhere" });
  await aMember(organization, { name: "Quark Gone", deletedAt: new Date() });

  const { hits } = await findAnything(actor, " QUARK ");

  expect(hits).toMatchObject([
    { kind: "member", id: member.id, path: `/members/${member.id}` },
    { kind: "project", id: project.id, path: `/projects/${project.id}` },
    { kind: "key", id: key.id, path: `/keys/${project.id}/${key.id}` },
  ]);
});

test("the id itself comes first, then what begins with the text, then what holds it, each once", async () => {
  const actor = await anActor();
  const { organization } = actor;
  const named = async (name: string, id = anId("user")) =>
    (await aMember(organization, { id, name, email: `${anId("x")}@example.org` })).id;
  const holds = await named("Anton Marcos");
  const begins = await named("Marcos Anton");
  const both = await named("Marcos Marcos");
  const itself = await named("Zoe", "marcos");
  expect((await findAnything(actor, "marcos")).hits.map(({ id }) => id)).toEqual([
    itself,
    begins,
    both,
    holds,
  ]);
});

test("of many that match six are shown, those that begin with the text among them", async () => {
  const actor = await anActor();
  for (let n = 0; n < 70; n += 1) await aMember(actor.organization, { name: `A${n} Tanaka`, email: null });
  const first = await aMember(actor.organization, { name: "Tanaka Zoe" });
  const { hits } = await findAnything(actor, "tanaka");
  expect(hits).toHaveLength(6);
  expect(hits[0]?.id).toBe(first.id);
});

test("two characters of Japanese find a surname wherever it stands", async () => {
  const actor = await anActor();
  const member = await aMember(actor.organization, { name: "直樹 田中" });
  expect((await findAnything(actor, "田中")).hits).toMatchObject([{ id: member.id }]);
});

test("shows no keys and no events to a role that may not see them", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization, role: "viewer" });
  const project = await aProject(organization, { name: "Plasma" });
  const key = await aKey(project, { name: "plasma-key" });
  await anEvent(organization, { type: "plasma.made", resourceId: key.id });

  const { hits, events } = await findAnything(actor, "plasma");
  expect(hits.map(({ kind }) => kind)).toEqual(["project"]);
  expect(events).toEqual([]);
  expect(await findAnything(actor, key.id)).toEqual({ hits: [], events: [], eventsBackTo: null });
});

test("an event is found by its id, actor, thing, project or address, newest first, and not in another organization", async () => {
  const [actor, other] = [await anActor(), await anActor()];
  const made = anEventFact({
    at: "2026-03-02T10:00:00Z",
    actorId: anId("user"),
    actorEmail: "hana@example.com",
    actorApiKeyId: anId("key"),
    projectId: anId("proj"),
    resourceId: anId("svc"),
    ip: "2001:db8::7",
  });
  const later = anEventFact({ ...made, id: anId("audit_log"), at: "2026-09-02T10:00:00Z" });
  await auditEvents(actor.organization, [made, later]);

  const both = [later.id, made.id];
  for (const text of [
    made.actorId,
    "HANA@example.com",
    made.actorApiKeyId,
    made.projectId,
    made.resourceId,
    made.ip,
  ]) {
    expect((await findAnything(actor, ` ${text} `)).events.map(({ id }) => id)).toEqual(both);
    expect((await findAnything(other, text)).events).toEqual([]);
  }
  expect((await findAnything(actor, made.id)).events.map(({ id }) => id)).toEqual([made.id]);
});

const inNoTime = 0;
const inAnyTime = 60_000;

/** As many events as are always looked at, and two more of an organization that has older ones. */
async function manyEvents() {
  const actor = await anActor();
  const named = (at: string) => anEventFact({ at, payload: { data: { name: "Obelisk" } } });
  const [old, older, sameSecond] = [
    named("2026-01-31T23:59:59Z"),
    named("2025-10-01T00:00:00Z"),
    anEventFact({ id: "audit_log-0", at: "2026-05-01T00:00:00Z", payload: { data: { name: "obelisk" } } }),
  ];
  const filler = Array.from({ length: newestSearched }, () => anEventFact({ at: "2026-05-01T00:00:00Z" }));
  await auditEvents(actor.organization, [old, older, sameSecond, ...filler]);
  const find = async (text: string, budgetMs: number) => {
    const { rows, backTo } = await findEvents(actor, { exact: text, lower: text }, { budgetMs });
    return { ids: rows.map(({ id }) => id), backTo };
  };
  return { find, actor, named, all: [sameSecond.id, old.id, older.id] };
}

test("free text is found in the newest events in any case, in older ones month by month", async () => {
  const { find, all, actor, named } = await manyEvents();
  expect(await find("obelisk", inAnyTime)).toEqual({ ids: all, backTo: null });
  const recent = named("2026-08-01T00:00:00Z");
  await auditEvents(actor.organization, [recent]);
  expect(await find("obelisk", inAnyTime)).toEqual({ ids: [recent.id, ...all], backTo: null });
  expect((await find("obelisk", inNoTime)).ids).toEqual([recent.id]);
});

test("when the time is up it is told back to when events were looked at", async () => {
  const { find } = await manyEvents();
  expect(await find("obelisk", inNoTime)).toEqual({ ids: [], backTo: new Date("2026-05-01T00:00:01Z") });
  expect(await find("no such text", inAnyTime)).toEqual({ ids: [], backTo: null });
});

test("whatever the time allows, nothing that holds the text lies after the moment that is told", async () => {
  const { find, all } = await manyEvents();
  const at = ["2026-05-01T00:00:00Z", "2026-01-31T23:59:59Z", "2025-10-01T00:00:00Z"].map(
    (text) => new Date(text),
  );
  for (const budgetMs of [0, 5, 8, 12, 20, 40, inAnyTime]) {
    const { ids, backTo } = await find("obelisk", budgetMs);
    expect(ids).toEqual(all.filter((_, index) => backTo === null || (at[index] ?? 0) >= backTo));
  }
});

test("where as many as are shown are found there is no more to tell", async () => {
  const { find, actor, named } = await manyEvents();
  await auditEvents(
    actor.organization,
    Array.from({ length: 6 }, () => named("2026-06-01T00:00:00Z")),
  );
  const found = await find("obelisk", inNoTime);
  expect(found.ids).toHaveLength(6);
  expect(found.backTo).toBeNull();
});

test("a type of event is found by a part of its name", async () => {
  const actor = await anActor();
  await anEvent(actor.organization, { type: "tunnel.updated" });
  await anEvent(actor.organization, { type: "login.succeeded" });
  expect((await findAnything(actor, "TUNNEL")).hits).toEqual([
    {
      kind: "eventType",
      id: "tunnel.updated",
      label: "tunnel.updated",
      detail: "",
      path: "/audit?type=tunnel.updated",
    },
  ]);
});

test.each(["", "a", "%", "%%", "\\_", "\0\0", "x".repeat(5000)])("finds nothing for %j", async (text) => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await aMember(organization, { name: "Anna Example" });

  expect(await findAnything(actor, text)).toEqual({ hits: [], events: [], eventsBackTo: null });
});

test("what has an empty name is found by its id or email, and has a label to press", async () => {
  const actor = await anActor();
  const { organization } = actor;
  const member = await aMember(organization, { name: "", email: "nameless.quux@example.com" });
  const unknown = await aMember(organization, { name: "", email: "" });
  const project = await aProject(organization, { name: "" });
  const labels = async (text: string) => (await findAnything(actor, text)).hits.map(({ label }) => label);
  expect(await labels("nameless.quux")).toEqual([member.email]);
  expect(await labels(unknown.id)).toEqual([unknown.id]);
  expect(await labels(project.id)).toEqual([project.id]);
});
