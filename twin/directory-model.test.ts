import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

vi.setConfig({ testTimeout: 120_000 });

/** What the twin should hold, as plain sets: who is where, and in what role. */
type Model = {
  owners: Set<string>;
  projects: Map<string, { users: Map<string, string>; groups: Set<string>; isArchived: boolean }>;
  groups: Map<string, { users: Set<string> }>;
};

/** One request; people, projects and groups are named by their number, and may be there or not. */
type Step =
  | { do: "join" | "setRole"; user: number; project: number; role: "member" | "owner" }
  | { do: "leave"; user: number; project: number }
  | { do: "archive"; project: number }
  | { do: "addToGroup" | "takeFromGroup"; user: number; group: number }
  | { do: "letIn" | "shutOut"; group: number; project: number }
  | { do: "deleteGroup"; group: number };

const some = (count: number) => fc.nat(count - 1);
const [people, places] = [4, 2];
const user = some(people);
const project = some(places);
const group = some(places);
const role = fc.constantFrom("member", "owner");
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("join", "setRole"), user, project, role }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("leave"), user, project }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("addToGroup", "takeFromGroup"), user, group }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("letIn", "shutOut"), group, project }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("archive"), project }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("deleteGroup"), group }) },
);

let twin: TestTwin;
let seedOwner: string;
beforeAll(async () => {
  twin = await startTestTwin();
  const [owner] = await twin.sql("SELECT id FROM twin.users WHERE role = 'owner'");
  seedOwner = String(owner?.["id"]);
});
afterAll(() => twin.stop());

type Ids = { users: string[]; projects: string[]; groups: string[] };

/** People (the last of them an owner of the organization), projects and groups of this run alone. */
async function aWorld(run: number): Promise<{ ids: Ids; model: Model }> {
  const users = Array.from({ length: people }, (_, n) => `user-${run}-${n}`);
  for (const [n, id] of users.entries())
    await twin.sql("INSERT INTO twin.users (id, email, name, role, added_at) VALUES ($1, $2, 'P', $3, 1)", [
      id,
      `${id}@example.com`,
      n === people - 1 ? "owner" : "reader",
    ]);
  const [projects, groups]: [string[], string[]] = [[], []];
  for (let n = 0; n < places; n += 1) {
    projects.push((await twin.admin.projects.create({ name: `P ${run} ${n}` })).id);
    groups.push((await twin.admin.groups.create({ name: `G ${run} ${n}` })).id);
  }
  const model: Model = {
    owners: new Set(users.slice(-1)),
    projects: new Map(projects.map((id) => [id, { users: new Map(), groups: new Set(), isArchived: false }])),
    groups: new Map(groups.map((id) => [id, { users: new Set() }])),
  };
  return { ids: { users, projects, groups }, model };
}

const at = (list: string[], place: number) => list[place] ?? "";

/** Asks the twin, and answers its status. */
async function send(asked: Promise<unknown>): Promise<number> {
  return asked.then(
    () => 200,
    (error: unknown) => (error as { status: number }).status,
  );
}

function request({ users, projects, groups }: Ids, one: Step): Promise<unknown> {
  const { admin } = twin;
  switch (one.do) {
    case "join":
      return admin.projects.users.create(at(projects, one.project), {
        user_id: at(users, one.user),
        role: one.role,
      });
    case "setRole":
      return admin.projects.users.update(at(users, one.user), {
        project_id: at(projects, one.project),
        role: one.role,
      });
    case "leave":
      return admin.projects.users.delete(at(users, one.user), { project_id: at(projects, one.project) });
    case "archive":
      return admin.projects.archive(at(projects, one.project));
    case "addToGroup":
      return admin.groups.users.create(at(groups, one.group), { user_id: at(users, one.user) });
    case "takeFromGroup":
      return admin.groups.users.delete(at(users, one.user), { group_id: at(groups, one.group) });
    case "letIn":
      return admin.projects.groups.create(at(projects, one.project), {
        group_id: at(groups, one.group),
        role: "role-api-project-member",
      });
    case "shutOut":
      return admin.projects.groups.delete(at(groups, one.group), { project_id: at(projects, one.project) });
    case "deleteGroup":
      return admin.groups.delete(at(groups, one.group));
  }
}

/** What the same request does to the model, and the status that it should be answered with. */
function apply(model: Model, { users, projects, groups }: Ids, one: Step): number {
  const inProject = "project" in one ? model.projects.get(at(projects, one.project)) : undefined;
  const inGroup = "group" in one ? model.groups.get(at(groups, one.group)) : undefined;
  const person = "user" in one ? at(users, one.user) : "";
  if (inProject?.isArchived) return 400;
  switch (one.do) {
    case "join":
      if (model.owners.has(person) || inProject?.users.has(person)) return 400;
      inProject?.users.set(person, one.role);
      return 200;
    case "setRole":
    case "leave":
      if (model.owners.has(person)) return 400;
      if (!inProject?.users.has(person)) return 404;
      if (one.do === "leave") inProject.users.delete(person);
      else inProject.users.set(person, one.role);
      return 200;
    case "archive":
      if (inProject) inProject.isArchived = true;
      return 200;
    case "addToGroup":
      if (!inGroup) return 404;
      if (inGroup.users.has(person)) return 400;
      inGroup.users.add(person);
      return 200;
    case "takeFromGroup":
      return inGroup?.users.delete(person) ? 200 : 404;
    case "letIn":
      if (!inGroup) return 404;
      if (inProject?.groups.has(at(groups, one.group))) return 400;
      inProject?.groups.add(at(groups, one.group));
      return 200;
    case "shutOut":
      return inProject?.groups.delete(at(groups, one.group)) ? 200 : 404;
    case "deleteGroup":
      for (const each of model.projects.values()) each.groups.delete(at(groups, one.group));
      return model.groups.delete(at(groups, one.group)) ? 200 : 404;
  }
}

async function all<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

/** What the twin tells of the same people, in the words of the model. */
async function expectSame(model: Model, { projects, groups }: Ids): Promise<void> {
  const { admin } = twin;
  for (const id of projects) {
    const wanted = model.projects.get(id);
    const found = await admin.projects.retrieve(id);
    expect(found.status).toBe(wanted?.isArchived ? "archived" : "active");
    if (!wanted || wanted.isArchived) continue;
    const members = await all(admin.projects.users.list(id, { limit: 2 }));
    const owners = [...model.owners].map((owner): [string, string] => [owner, "owner"]);
    expect(
      new Map(
        members
          .filter(
            (member) =>
              member.id.startsWith("user-") && member.id !== seedOwner && !isOfOtherRun(member.id, model),
          )
          .map(({ id: of, role: as }) => [of, as]),
      ),
    ).toEqual(new Map([...wanted.users, ...owners]));
    const inside = await all(admin.projects.groups.list(id, { limit: 1 }));
    expect(new Set(inside.map(({ group_id: of }) => of))).toEqual(wanted.groups);
  }
  for (const id of groups) {
    const wanted = model.groups.get(id);
    if (!wanted) expect(await send(admin.groups.retrieve(id))).toBe(404);
    else
      expect(new Set((await all(admin.groups.users.list(id, { limit: 1 }))).map((one) => one.id))).toEqual(
        wanted.users,
      );
  }
}

/** Owners of the organization stand in every project: those of other runs too. */
function isOfOtherRun(id: string, model: Model): boolean {
  const own = [...model.owners][0]?.replace(/-\d+$/, "") ?? "";
  return !id.startsWith(`${own}-`);
}

test("whatever is asked in whatever order, the twin answers and holds what plain sets would", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const { ids, model } = await aWorld((run += 1));
      for (const one of steps) {
        const status = apply(model, ids, one);
        expect(await send(request(ids, one)), JSON.stringify(one)).toBe(status);
      }
      await expectSame(model, ids);
    }),
    { numRuns: 12 },
  );
});
