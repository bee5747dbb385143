import { expect, test } from "vitest";
import type { Download } from "#lib/exports/open.ts";
import { exportGrants } from "#lib/grants/export.ts";
import { exportInvites } from "#lib/invites/export.ts";
import { exportProjectMembers } from "#lib/projects/export-members.ts";
import { exportBlindPeriods, exportStreams } from "#lib/streams/export.ts";
import { writer } from "#lib/db-writer.ts";
import {
  aMember,
  anActor,
  anInvite,
  anOrganization,
  aProject,
  aProjectMember,
  trailOf,
} from "#lib/testing/factories.ts";
import { parseCsv } from "#lib/testing/parse-csv.ts";
import { exportTrail } from "#lib/trail/export.ts";
import { parseTrailFilter } from "#lib/trail/parse-filter.ts";

const still = new AbortController().signal;

async function recordsOf({ body }: Download) {
  return parseCsv(await new Response(body).text());
}

test("invites are downloaded as filtered, expired ones as expired, and nothing of others", async () => {
  const actor = await anActor();
  await anInvite(await anOrganization());
  const late = await anInvite(actor.organization, { expiresAt: new Date(0), email: "=1+1@example.com" });
  await anInvite(actor.organization);
  const expired = await recordsOf(await exportInvites(actor, { search: "", status: "expired" }, still));
  expect(expired).toMatchObject([{ id: late.id, email: "'=1+1@example.com", status: "expired" }]);
  expect(await recordsOf(await exportInvites(actor, { search: "", status: null }, still))).toHaveLength(2);
  expect(await trailOf(actor.organization, "invites")).toContain("table.export succeeded");
});

test("the members of one project are downloaded, and of no other", async () => {
  const actor = await anActor();
  const [project, other] = [await aProject(actor.organization), await aProject(actor.organization)];
  const member = await aMember(actor.organization, { name: "@Aiko" });
  await aProjectMember(project, member);
  await aProjectMember(other, await aMember(actor.organization));
  expect(await recordsOf(await exportProjectMembers(actor, project.id, still))).toMatchObject([
    { project_id: project.id, member_id: member.id, name: "'@Aiko", role: "member" },
  ]);
  expect(await recordsOf(await exportProjectMembers(await anActor(), project.id, still))).toEqual([]);
});

test("grants are those of the organization and of the whole console", async () => {
  const actor = await anActor();
  const auditor = await anActor({ organization: actor.organization, role: "auditor" });
  await anActor();
  const rows = await recordsOf(await exportGrants(actor, still));
  const own = rows.filter((row) => row["is_everywhere"] === "f").map((row) => row["email"]);
  expect(own.toSorted()).toEqual([actor.label, auditor.label].toSorted());
  const viewer = await anActor({ organization: actor.organization, role: "viewer" });
  await expect(exportGrants(viewer, still)).rejects.toMatchObject({ code: "forbidden" });
});

test("streams and their blind times are downloaded", async () => {
  const actor = await anActor({ role: "viewer" });
  const organizationId = actor.organization.id;
  await writer.stream.create({ data: { organizationId, kind: "costs", lastErrorMessage: "=broken" } });
  await writer.blindPeriod.create({
    data: { organizationId, stream: "costs", reason: "rate_limited", fromAt: new Date(0) },
  });
  expect(await recordsOf(await exportStreams(actor, still))).toMatchObject([
    { kind: "costs", last_error_message: "'=broken" },
  ]);
  expect(await recordsOf(await exportBlindPeriods(actor, still))).toMatchObject([
    { stream: "costs", reason: "rate_limited", from_at: "1970-01-01 00:00:00+00", to_at: "" },
  ]);
});

test("the trail is downloaded as filtered, each operation once and as it ended", async () => {
  const actor = await anActor();
  await recordsOf(await exportGrants(actor, still));
  const rows = await recordsOf(
    await exportTrail(actor, parseTrailFilter({ action: "table.export", outcome: "succeeded" }), still),
  );
  expect(rows).toMatchObject([{ action: "table.export", target_id: "grants", outcome: "succeeded" }]);
  const viewer = await anActor({ organization: actor.organization, role: "viewer" });
  await expect(exportTrail(viewer, parseTrailFilter({}), still)).rejects.toMatchObject({ code: "forbidden" });
});
