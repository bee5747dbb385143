import { expect, test } from "vitest";
import { listFacets } from "#lib/audit-events/facets.ts";
import { anActor, aProject } from "#lib/testing/factories.ts";
import { anEvent, anEventFact, auditEvents } from "#lib/testing/events.ts";

test("facets are what appears in the organization's own log, once each, in order", async () => {
  const actor = await anActor({ role: "auditor" });
  const stranger = await anActor();
  await anEvent(stranger.organization, { type: "tenant.user.added", actorEmail: "stranger@example.com" });
  const project = await aProject(actor.organization, { name: "Search" });
  const fact = (index: number) =>
    anEventFact({
      at: `2026-0${1 + (index % 5)}-02T00:00:00Z`,
      type: index % 2 ? "user.added" : "api_key.created",
      actorEmail: index % 3 ? `person${index % 3}@example.com` : "",
      projectId: index % 4 ? project.id : "proj_unknown",
    });
  await auditEvents(
    actor.organization,
    Array.from({ length: 40 }, (_, index) => fact(index)),
  );

  expect(await listFacets(actor)).toEqual({
    types: ["api_key.created", "user.added"],
    emails: ["person1@example.com", "person2@example.com"],
    projects: [
      { id: project.id, name: "Search" },
      { id: "proj_unknown", name: "proj_unknown" },
    ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  });
});

test("an empty log has no facets, and a viewer may not ask", async () => {
  expect(await listFacets(await anActor())).toEqual({ types: [], emails: [], projects: [] });
  await expect(listFacets(await anActor({ role: "viewer" }))).rejects.toMatchObject({ code: "forbidden" });
});
