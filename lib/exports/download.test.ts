import { afterAll, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import { cleanUpJobs } from "#lib/background-jobs/clean-up.ts";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { DownloadExport, downloadExport } from "#lib/exports/download.ts";
import { deleteExport } from "#lib/exports/delete.ts";
import { checkLink, signLink } from "#lib/exports/link.ts";
import { cancelJob } from "#lib/background-jobs/cancel.ts";
import { listExports } from "#lib/exports/list.ts";
import { folderOf } from "#lib/exports/names.ts";
import { exportStore } from "#lib/exports/store.ts";
import { closeQueue } from "#lib/jobs/queue.ts";
import { anExport, fileOf, workOn } from "#lib/testing/exports.ts";
import { aMember, anActor, anOrganization, trailOf } from "#lib/testing/factories.ts";

afterAll(() => closeQueue());

/** A finished export of the members, its file and the link that the list gives. */
async function finished(actor: Actor, sets = "members") {
  for (let index = 0; index < 30; index += 1) await aMember(actor.organization);
  const id = await anExport(actor, { sets });
  await workOn(id);
  const [listed] = (await listExports(actor)).rows;
  const href = new URL(listed?.files[0]?.href ?? "", "http://localhost");
  return { id, href, link: href.searchParams.get("link") ?? "", bytes: await fileOf(id, "members") };
}

type Asked = { id: string; link: string; range?: string; ifRange?: string };

async function download(actor: Actor, { id, link, range, ifRange }: Asked) {
  const asked = DownloadExport.parse({
    exportId: id,
    set: "members",
    link,
    range: range ?? null,
    ifRange: ifRange ?? null,
  });
  return downloadExport(actor, asked, new AbortController().signal);
}

async function bytesOf(actor: Actor, asked: Asked): Promise<string> {
  const { body } = await download(actor, asked);
  return new Response(body).text();
}

test("the whole file, any part of it, and the rest after a break are the bytes that were written", async () => {
  const actor = await anActor({ role: "viewer" });
  const { id, link, href, bytes } = await finished(actor);
  expect(href.pathname).toBe(`/o/${actor.organization.slug}/exports/${id}/members`);
  expect(await bytesOf(actor, { id, link })).toBe(bytes.toString());
  expect(await bytesOf(actor, { id, link, range: "bytes=100-299" })).toBe(
    bytes.subarray(100, 300).toString(),
  );
  const { etag, range, body } = await download(actor, { id, link, range: "bytes=-50" });
  expect(range).toEqual({ start: bytes.length - 50, end: bytes.length });
  await body.cancel();
  expect(await bytesOf(actor, { id, link, range: "bytes=10-", ifRange: etag })).toBe(
    bytes.subarray(10).toString(),
  );
  // Another file by now: all of it.
  expect(await bytesOf(actor, { id, link, range: "bytes=10-", ifRange: '"other"' })).toBe(bytes.toString());
  await expect(download(actor, { id, link, range: `bytes=${bytes.length}-` })).rejects.toMatchObject({
    key: "rangeBehindEnd",
  });
  expect(await trailOf(actor.organization, id)).toEqual([
    "job.ask succeeded",
    "job.finish succeeded",
    ...Array.from({ length: 2 }, () => ["export.download started", "export.download succeeded"]).flat(),
    "export.download started",
    "export.download failed",
    ...Array.from({ length: 2 }, () => ["export.download started", "export.download succeeded"]).flat(),
  ]);
});

test("a range over several parts of a file joins them", async () => {
  const actor = await anActor();
  const { id, link, bytes } = await finished(actor);
  const { result } = await db.backgroundJob.findUniqueOrThrow({ where: { id } });
  const cuts = [0, 7, 7, 100, bytes.length];
  const pieces: { name: string; bytes: number }[] = [];
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    const part = bytes.subarray(from, cuts[index + 1]);
    const name = `${folderOf({ id, organizationId: actor.organization.id })}/part-${index}`;
    await exportStore().put(
      name,
      (async function* () {
        yield part;
      })(),
    );
    pieces.push({ name, bytes: part.length });
  }
  const changed = result as { files: object[] };
  await writer.backgroundJob.update({
    where: { id },
    data: { result: { ...changed, files: [{ ...changed.files[0], pieces }] } },
  });
  for (const [start, end] of [
    [0, bytes.length],
    [5, 120],
    [7, 8],
    [99, 101],
  ] as const)
    expect(await bytesOf(actor, { id, link, range: `bytes=${start}-${end - 1}` })).toBe(
      bytes.subarray(start, end).toString(),
    );
});

test("a link that is forged, expired, of another export or of another organization opens nothing", async () => {
  const actor = await anActor();
  const { id, link } = await finished(actor);
  const organizationId = actor.organization.id;
  const stranger = await anActor();
  const [expires = "", signature = ""] = link.split(".");
  const forged = [
    `${Number(expires) + 1}.${signature}`,
    `${expires}.${signature.slice(0, -1)}${signature.endsWith("A") ? "B" : "A"}`,
    `${expires}.${signature}=`,
    expires,
    "",
    signLink({ organizationId, exportId: crypto.randomUUID() }, new Date(Date.now() + 1e6)),
    signLink({ organizationId: stranger.organization.id, exportId: id }, new Date(Date.now() + 1e6)),
  ];
  for (const one of forged)
    await expect(download(actor, { id, link: one })).rejects.toMatchObject({
      code: "not_found",
      key: "exportLinkForged",
    });
  const old = signLink({ organizationId, exportId: id }, new Date(Date.now() - 1000));
  await expect(download(actor, { id, link: old })).rejects.toMatchObject({ key: "exportExpired" });
  await expect(download(stranger, { id, link })).rejects.toMatchObject({ code: "not_found" });
  // Even with a signature of its own, an export of another organization is not there.
  const own = signLink(
    { organizationId: stranger.organization.id, exportId: id },
    new Date(Date.now() + 1e6),
  );
  await expect(download(stranger, { id, link: own })).rejects.toMatchObject({
    code: "not_found",
    key: "jobNotFound",
  });
  expect(checkLink({ organizationId, exportId: id }, link)).toBe("good");
});

test("who loses the permission loses the download and the sight of it at once", async () => {
  const actor = await anActor({ role: "auditor" });
  const { id, link } = await finished(actor, "members,keys");
  await writer.grant.updateMany({ where: { userId: actor.id }, data: { role: "finance" } });
  const person = { ...actor, kind: "user", email: actor.label, sessionId: "", consoleRole: null } as const;
  const now = await resolveActor(person, actor.organization.slug);
  await expect(download(now, { id, link })).rejects.toMatchObject({ code: "not_found" });
  expect((await listExports(now)).rows).toEqual([]);
  await expect(deleteExport(now, { jobId: id })).rejects.toMatchObject({ code: "not_found" });
});

test("a deleted export's link stops working at once, and its files are gone", async () => {
  const actor = await anActor();
  const { id, link } = await finished(actor);
  const colleague = await anActor({ organization: actor.organization, role: "viewer" });
  await expect(deleteExport(colleague, { jobId: id })).rejects.toMatchObject({ code: "forbidden" });
  await deleteExport(actor, { jobId: id });
  await expect(download(actor, { id, link })).rejects.toMatchObject({ code: "not_found" });
  expect(await exportStore().list(folderOf({ id, organizationId: actor.organization.id }))).toEqual([]);
  expect(await trailOf(actor.organization, id)).toContain("export.delete succeeded");
});

test("an expired export is listed as such, offers nothing, and the clean-up removes its files and orphans", async () => {
  const actor = await anActor();
  const { id, link } = await finished(actor);
  const folder = folderOf({ id, organizationId: actor.organization.id });
  await writer.backgroundJob.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } });
  expect((await listExports(actor)).rows).toMatchObject([
    { phase: "expired", files: [], manifestHref: null },
  ]);
  await expect(download(actor, { id, link })).rejects.toMatchObject({ key: "exportExpired" });

  const orphan = `${actor.organization.id}/${crypto.randomUUID()}`;
  const foreign = `${crypto.randomUUID()}/${crypto.randomUUID()}`;
  for (const place of [orphan, foreign])
    await exportStore().put(
      `${place}/part`,
      (async function* () {
        yield Buffer.from("x");
      })(),
    );
  await cleanUpJobs();
  expect(await exportStore().list(folder)).toEqual([]);
  expect(await exportStore().list(orphan)).toEqual([]);
  expect(await exportStore().list(foreign)).toEqual(["part"]);
});

test("an export is seen by whoever may read all that it holds, and by nobody of another organization", async () => {
  const owner = await anActor({ organization: await anOrganization() });
  const finance = await anActor({ organization: owner.organization, role: "finance" });
  await anExport(owner, { sets: "members" });
  await anExport(owner, { sets: "members,costs" });
  await anExport(owner, { sets: "trail" });
  expect((await listExports(owner)).rows.map(({ label }) => label)).toEqual([
    "trail",
    "costs,members",
    "members",
  ]);
  expect((await listExports(finance)).rows).toMatchObject([
    { label: "costs,members", mayChange: false },
    { label: "members", mayChange: false },
  ]);
  expect((await listExports(await anActor())).rows).toEqual([]);
});

test("older exports follow page by page, and the way back is the same", async () => {
  const actor = await anActor({ organization: await anOrganization() });
  for (let asked = 0; asked < 27; asked += 1)
    await cancelJob(actor, { jobId: await anExport(actor, { sets: "members" }) });
  const first = await listExports(actor);
  expect(first).toMatchObject({ previous: null, next: expect.stringContaining(first.rows.at(-1)?.id ?? "") });
  expect(first.rows).toHaveLength(25);

  const second = await listExports(actor, { after: first.next, before: null });
  expect(second).toMatchObject({ next: null, previous: expect.stringContaining(second.rows[0]?.id ?? "") });
  expect(second.rows).toHaveLength(2);
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(27);

  expect(await listExports(actor, { after: null, before: second.previous })).toMatchObject({
    previous: null,
    rows: first.rows.map(({ id }) => ({ id })),
  });
  expect((await listExports(actor, { after: "' OR 1=1", before: null })).rows).toHaveLength(25);
});
