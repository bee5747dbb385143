import { beforeAll, describe, expect, test } from "vitest";
import { closeQueue } from "#lib/jobs/queue.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { Role } from "#lib/generated/prisma/enums.ts";
import type { Case } from "#lib/testing/access/case.ts";
import { doors } from "#lib/testing/access/doors.ts";
import { figureCases } from "#lib/testing/access/figures.ts";
import { fingerprintOf } from "#lib/testing/access/fingerprint.ts";
import { peopleCases } from "#lib/testing/access/people.ts";
import { projectCases } from "#lib/testing/access/projects.ts";
import { recordCases } from "#lib/testing/access/records.ts";
import { tryTo } from "#lib/testing/access/try.ts";
import { workCases } from "#lib/testing/access/work.ts";
import type { World } from "#lib/testing/access/world.ts";
import { aWorld } from "#lib/testing/access/world.ts";
import { anActor } from "#lib/testing/factories.ts";

const cases = { ...peopleCases, ...projectCases, ...figureCases, ...workCases, ...recordCases };
const roles = Object.values(Role);

let shared: World;
let theirs: World;
let actors: Map<Role, Actor>;
/** What the shared organization holds as long as nobody writes to it. */
let untouched: Awaited<ReturnType<typeof fingerprintOf>>;

beforeAll(async () => {
  [shared, theirs] = [await aWorld(), await aWorld()];
  actors = new Map();
  for (const role of roles) actors.set(role, await anActor({ role, organization: shared.organization }));
  untouched = await fingerprintOf(shared.organization);
  return closeQueue;
});

const may = (role: Role, { needs }: Case) => needs.every((permission) => can({ role }, permission));

function actorOf(role: Role): Actor {
  const actor = actors.get(role);
  if (!actor) throw new Error(`Nobody is ${role}.`);
  return actor;
}

/** Somebody whose grant this version does not know: of a newer one, or by hand in the database. */
function strangerIn(world: World): Actor {
  return Object.assign(Object.create(null), world.owner, { role: "superuser" }) as Actor;
}

test("every domain function that a page, a route or an action calls for somebody is tried here", () => {
  const tried = Object.keys(cases);
  expect(doors("Actor").filter((name) => !tried.includes(name))).toEqual([]);
  expect(doors("Actor").length).toBeGreaterThan(90);
});

test("what is called for somebody outside any organization is this much, each with tests beside it", () => {
  expect(doors("SignedIn")).toEqual([
    "lib/auth/resolve-actor.ts resolveActor",
    "lib/organizations/connect.ts connectOrganization",
    "lib/organizations/list.ts listOrganizations",
    "lib/users/change-password.ts changePassword",
  ]);
});

describe.each(Object.entries(cases))("%s", (_name, each) => {
  test("refuses every role that lacks a permission, and one that nobody knows, and writes nothing", async () => {
    const refused = [strangerIn(shared), ...roles.filter((role) => !may(role, each)).map(actorOf)];
    for (const actor of refused) {
      const tried = await tryTo(() => each.call(actor, shared));
      const isStranger = !roles.includes(actor.role);
      const code = each.isHidden && isStranger ? "not_found" : "forbidden";
      expect(tried, `as ${actor.role}`).toMatchObject({ ended: "refused", code });
    }
    expect(await fingerprintOf(shared.organization)).toEqual(untouched);
  });

  test("shows and changes nothing of another organization, even to its owner", async () => {
    const tried = await tryTo(() => each.call(theirs.owner, shared));
    // A refusal may name what was asked for, never what stands there.
    if (tried.ended === "answered") expect(tried.text.replaceAll(shared.mark, "")).toBe(tried.text);
    else expect(tried).toMatchObject({ ended: "refused" });
    expect(await fingerprintOf(shared.organization)).toEqual(untouched);
  });

  test("lets every role that has the permissions through", async () => {
    // Whatever the first of them changes, the others may find changed: none is refused for the role.
    const world = each.isChange ? await aWorld() : shared;
    for (const role of roles.filter((one) => may(one, each))) {
      const actor = each.isChange ? await anActor({ role, organization: world.organization }) : actorOf(role);
      const tried = await tryTo(() => each.call(actor, world));
      if (!each.isChange) expect(tried, `as ${role}`).toMatchObject({ ended: "answered" });
      expect(tried, `as ${role}`).not.toMatchObject({ code: "forbidden" });
      expect(tried, `as ${role}`).not.toMatchObject({ ended: "crash" });
    }
    // A download leaves an entry on the trail.
    if (!each.isChange) untouched = await fingerprintOf(shared.organization);
  });

  if (each.isChange || each.isUnmarked) return;
  test("shows its own organization what is there", async () => {
    const tried = await tryTo(() => each.call(shared.owner, shared));
    expect(tried).toMatchObject({ ended: "answered", text: expect.stringContaining(shared.mark) as string });
    untouched = await fingerprintOf(shared.organization);
  });
});
