import { expect, test } from "vitest";
import { findAnything } from "#lib/search/find.ts";
import { anEvent, anEventFact, auditEvents } from "#lib/testing/events.ts";
import { aKey, aMember, anActor, anId, anOrganization, aProject } from "#lib/testing/factories.ts";
import { newestSearched } from "./events.ts";

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
  expect(await findAnything(actor, key.id)).toEqual({ hits: [], events: [] });
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

test("free text is looked for among the newest events alone", async () => {
  const actor = await anActor();
  const old = anEventFact({ at: "2026-01-01T00:00:00Z", payload: { data: { name: "obelisk" } } });
  const recent = anEventFact({ at: "2026-08-01T00:00:00Z", payload: { data: { name: "Obelisk two" } } });
  await auditEvents(actor.organization, [old, recent]);
  expect((await findAnything(actor, "obelisk")).events.map(({ id }) => id)).toEqual([recent.id, old.id]);

  const filler = Array.from({ length: newestSearched - 1 }, () =>
    anEventFact({ at: "2026-05-01T00:00:00Z" }),
  );
  await auditEvents(actor.organization, filler);
  expect((await findAnything(actor, "obelisk")).events.map(({ id }) => id)).toEqual([recent.id]);
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

  expect(await findAnything(actor, text)).toEqual({ hits: [], events: [] });
});
