import { expect, test } from "vitest";
import { countInvites, listInvites } from "#lib/invites/list.ts";
import { anActor, anInvite, anOrganization } from "#lib/testing/factories.ts";

const start = { after: null, before: null };

test("invites are listed latest first; one whose time has run out is expired before upstream says so", async () => {
  const actor = await anActor();
  const { organization } = actor;
  const old = await anInvite(organization, {
    createdAt: new Date("2026-01-01T00:00:00Z"),
    expiresAt: new Date("2026-01-08T00:00:00Z"),
  });
  const fresh = await anInvite(organization);
  const accepted = await anInvite(organization, { status: "accepted", createdAt: null });
  await anInvite(organization, { deletedAt: new Date() });
  await anInvite(await anOrganization());

  const { rows } = await listInvites(actor, { search: "", status: null }, start);
  expect(rows.map(({ id, status }) => [id, status])).toEqual([
    [fresh.id, "pending"],
    [old.id, "expired"],
    [accepted.id, "accepted"],
  ]);
  const pending = await listInvites(actor, { search: "", status: "pending" }, start);
  expect(pending.rows.map(({ id }) => id)).toEqual([fresh.id]);
  const byEmail = await listInvites(actor, { search: old.email.toUpperCase(), status: null }, start);
  expect(byEmail.rows.map(({ id }) => id)).toEqual([old.id]);
  expect(await countInvites(actor, { search: "", status: null })).toEqual({ count: 3, isCapped: false });
});
