import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { findSignedIn } from "#lib/auth/find-signed-in.ts";
import { openCookie } from "#lib/auth/open-cookie.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { can, permissions } from "#lib/auth/permissions.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import { pool } from "#lib/db-writer.ts";
import { anOrganization } from "#lib/testing/factories.ts";
import { beginVisit, endVisit, isVisit } from "./first-visitor.ts";

afterEach(endVisit);

const sessionOf = async (header: string) => (await openCookie(header.slice(header.indexOf("=") + 1))) ?? "";

test("the visitor reads every page of any organization", async () => {
  const { slug } = await anOrganization();
  const visitor = await findSignedIn(await sessionOf(await beginVisit(60)), "request-1");
  expect(visitor).toMatchObject({ label: "warm-up", requestId: "request-1" });
  const actor = visitor && (await resolveActor(visitor, slug));
  const reads = (Object.keys(permissions) as Permission[]).filter((name) => name.endsWith(".read"));
  expect(reads.length).toBeGreaterThan(10);
  for (const name of reads) expect(actor && can(actor, name), name).toBe(true);
});

test("the visitor may neither change members, projects, keys nor roles, nor connect or pause anything", async () => {
  const visitor = await findSignedIn(await sessionOf(await beginVisit(60)), "request-1");
  const role = visitor?.consoleRole ?? "owner";
  const changes = (Object.keys(permissions) as Permission[]).filter((name) =>
    /^(organizations|grants|members|projects)\.(?!read)|\.(pause|resume|manage)$/.test(name),
  );
  expect(changes.length).toBeGreaterThan(12);
  for (const name of changes) expect(can({ role }, name), name).toBe(false);
});

test("once the visit is over its cookie is nobody's, and another visit has another", async () => {
  const first = await beginVisit(60);
  const second = await beginVisit(60);
  expect(await findSignedIn(await sessionOf(first), "request-1")).toBeNull();
  expect([isVisit(first), isVisit(second), isVisit(undefined)]).toEqual([false, true, false]);
  endVisit();
  expect(await findSignedIn(await sessionOf(second), "request-1")).toBeNull();
  // One of its requests that was given up may come in late: it is still no figure of anybody's.
  expect([isVisit(first), isVisit(second), isVisit(undefined)]).toEqual([false, true, false]);
});

test("a visit is nothing to the database, and no other session is taken for it", async () => {
  const sessionId = await sessionOf(await beginVisit(60));
  const { rowCount } = await pool.query("SELECT FROM sessions WHERE id = $1", [sessionId]);
  expect(rowCount).toBe(0);
  expect(await findSignedIn(randomUUID(), "request-1")).toBeNull();
  expect(await findSignedIn("00000000-0000-0000-0000-000000000000", "request-1")).toBeNull();
});
