import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { countMembers, listMembers, memberSorts } from "#lib/members/list.ts";
import type { MemberFilters, MemberSort } from "#lib/members/list.ts";
import { aKey, aMember, anActor, anOrganization, aProject, aProjectMember } from "#lib/testing/factories.ts";

const everyone: MemberFilters = { search: "", role: null, projectId: null, hasKeys: null, isRemoved: false };
const byName = { sort: "name", descending: false } as const;
const start = { after: null, before: null };

async function found(actor: Actor, filters: Partial<MemberFilters>): Promise<string[]> {
  const page = await listMembers(actor, { ...everyone, ...filters }, byName, start);
  return page.rows.map(({ id }) => id);
}

describe("a large organization", () => {
  let actor: Actor;
  const names = ["Ünal", "田中", "", "o'Neil", "=SUM(A1)", "😀", "Zoë", "aiko"];
  beforeAll(async () => {
    actor = await anActor();
    for (let index = 0; index < 125; index += 1) {
      await aMember(actor.organization, {
        name: index % 11 === 0 ? null : `${names[index % names.length]} ${index % 7}`,
        role: index % 10 === 0 ? "owner" : "reader",
        addedAt: index % 13 === 0 ? null : new Date(Date.UTC(2026, 0, 1 + (index % 17))),
      });
    }
  });

  test.each(memberSorts.flatMap((sort) => [false, true].map((descending) => [sort, descending] as const)))(
    "by %s (descending: %s) every member is on exactly one page, forwards and backwards alike",
    async (sort: MemberSort, descending: boolean) => {
      const forwards: string[][] = [];
      let page = await listMembers(actor, everyone, { sort, descending }, start);
      expect(page.previous).toBeNull();
      forwards.push(page.rows.map(({ id }) => id));
      while (page.next) {
        page = await listMembers(actor, everyone, { sort, descending }, { after: page.next, before: null });
        forwards.push(page.rows.map(({ id }) => id));
      }
      expect(forwards.map((ids) => ids.length)).toEqual([50, 50, 25]);
      expect(new Set(forwards.flat()).size).toBe(125);

      const backwards = [forwards.at(-1)];
      while (page.previous) {
        page = await listMembers(
          actor,
          everyone,
          { sort, descending },
          { after: null, before: page.previous },
        );
        backwards.unshift(page.rows.map(({ id }) => id));
      }
      expect(backwards).toEqual(forwards);
    },
  );

  test("a forged cursor begins at the start instead of failing", async () => {
    const first = await listMembers(actor, everyone, byName, start);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        const after = Buffer.from(text).toString("base64url");
        const page = await listMembers(
          actor,
          everyone,
          { sort: "added", descending: true },
          { after, before: null },
        );
        expect(page.rows).toHaveLength(50);
      }),
      { numRuns: 20 },
    );
    const cursor = Buffer.from(JSON.stringify(["a\0b", "x"])).toString("base64url");
    expect(await listMembers(actor, everyone, byName, { after: cursor, before: null })).toEqual(first);
  });

  test("any text may be searched for", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 30 }), async (search) => {
        const page = await listMembers(actor, { ...everyone, search }, byName, start);
        const { count } = await countMembers(actor, { ...everyone, search });
        expect(page.rows.length).toBe(Math.min(count, 50));
      }),
      { numRuns: 40 },
    );
  });

  test("the count is of all pages", async () => {
    expect(await countMembers(actor, everyone)).toEqual({ count: 125, isCapped: false });
    expect(await countMembers(actor, { ...everyone, role: "owner" })).toEqual({ count: 13, isCapped: false });
  });
});

describe("filters", () => {
  test("a part of the name or the email finds a person; wildcards are taken as they are", async () => {
    const actor = await anActor();
    const tanaka = await aMember(actor.organization, { name: "田中 直樹", email: "Naoki@example.com" });
    const percent = await aMember(actor.organization, { name: "100%_sure\\", email: null });
    expect(await found(actor, { search: "中 直" })).toEqual([tanaka.id]);
    expect(await found(actor, { search: "NAOKI@" })).toEqual([tanaka.id]);
    expect(await found(actor, { search: "0%_s" })).toEqual([percent.id]);
    expect(await found(actor, { search: "%" })).toEqual([percent.id]);
    expect(await found(actor, { search: "sure\\" })).toEqual([percent.id]);
    expect(await found(actor, { search: "0__s" })).toEqual([]);
  });

  test("by project, by keys and by having left; what is deleted does not count", async () => {
    const actor = await anActor();
    const inProject = await aMember(actor.organization, { name: "A" });
    const withKey = await aMember(actor.organization, { name: "B" });
    const left = await aMember(actor.organization, { name: "C", deletedAt: new Date() });
    const project = await aProject(actor.organization);
    await aProjectMember(project, inProject);
    await aProjectMember(project, withKey, { deletedAt: new Date() });
    await aKey(project, { ownerKind: "user", ownerId: withKey.id });
    await aKey(project, { ownerKind: "user", ownerId: inProject.id, deletedAt: new Date() });

    expect(await found(actor, { projectId: project.id })).toEqual([inProject.id]);
    expect(await found(actor, { hasKeys: true })).toEqual([withKey.id]);
    expect(await found(actor, { hasKeys: false })).toEqual([inProject.id]);
    expect(await found(actor, { isRemoved: true })).toEqual([left.id]);

    const { rows } = await listMembers(actor, everyone, byName, start);
    expect(rows.map(({ projectCount, keyCount }) => [projectCount, keyCount])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  test("who may not see keys learns nothing of them, not even by filtering", async () => {
    const viewer = await anActor({ role: "viewer" });
    const member = await aMember(viewer.organization);
    await aKey(await aProject(viewer.organization), { ownerKind: "user", ownerId: member.id });
    const { rows } = await listMembers(viewer, { ...everyone, hasKeys: false }, byName, start);
    expect(rows).toMatchObject([{ id: member.id, keyCount: null }]);
  });
});

test("another organization's members never appear", async () => {
  const actor = await anActor();
  const other = await anOrganization();
  const member = await aMember(other);
  const project = await aProject(other);
  await aProjectMember(project, member);
  expect(await found(actor, {})).toEqual([]);
  expect(await found(actor, { projectId: project.id })).toEqual([]);
});
