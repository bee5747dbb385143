import { afterAll, beforeAll, expect, test } from "vitest";
import { routes } from "#twin/routes.ts";
import { fillLists } from "#twin/testing/fill-lists.ts";
import { listCases } from "#twin/testing/lists.ts";
import type { ListCase } from "#twin/testing/lists.ts";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

const few = 7;
const many = 1003;
let [small, large]: TestTwin[] = [];
beforeAll(async () => {
  [small, large] = [await startTestTwin(), await startTestTwin()];
  await fillLists(small, few);
  await fillLists(large, many);
});
afterAll(async () => {
  await small?.stop();
  await large?.stop();
});

type Page = {
  data: Record<string, unknown>[];
  has_more: boolean;
  next?: string | null;
  last_id?: string | null;
};

async function ask(twin: TestTwin | undefined, path: string, query: Record<string, string>) {
  const address = `${twin?.url}${path}?${new URLSearchParams(query).toString()}`;
  const response = await fetch(address, { headers: { authorization: "Bearer sk-admin-twin" } });
  return { status: response.status, body: (await response.json()) as Page & { error?: { param: string } } };
}

/** Follows the cursor to the end as a client does; every page but the last must be full and say that there is more. */
async function walk(
  twin: TestTwin | undefined,
  list: ListCase,
  limit: number | undefined,
  query: Record<string, string> = {},
): Promise<string[]> {
  const ids: string[] = [];
  const size = limit ?? list.limits.fallback;
  let after: string | undefined;
  for (;;) {
    const { status, body } = await ask(twin, list.path, {
      ...query,
      ...(limit === undefined ? {} : { limit: String(limit) }),
      ...(after === undefined ? {} : { after }),
    });
    expect(status).toBe(200);
    ids.push(...body.data.map((item) => String(item[list.id])));
    const last = list.cursor === "next" ? body.next : body.last_id;
    expect(body.data.length).toBeLessThanOrEqual(size);
    if (!body.has_more) {
      if (list.cursor === "next") expect(body.next).toBeNull();
      return ids;
    }
    expect(body.data).toHaveLength(size);
    expect(last).toBeTruthy();
    after = String(last);
  }
}

const cases = listCases({ project: "proj_listed", group: "0000listed", user: "user-listed" });
const named = cases.map((list) => [list.template, list] as const);

test("no list of the twin is left out", () => {
  const isList = (template: string) => /^GET .*(s|_logs)$/.test(template);
  const buckets = /\/(usage\/\w+|costs)$/;
  const known = Object.keys(routes).filter((template) => isList(template) && !buckets.test(template));
  expect(cases.map(({ template }) => `GET ${template}`).toSorted()).toEqual(known.toSorted());
});

test.each(named)("%s gives the same ids once each, in pages of any size", async (_, list) => {
  const { max } = list.limits;
  const whole = await walk(small, list, max);
  expect(whole.length).toBeGreaterThanOrEqual(few);
  expect(new Set(whole).size).toBe(whole.length);
  for (const limit of [1, 2, 5, undefined]) expect(await walk(small, list, limit)).toEqual(whole);
  const [middle, all] = [Math.floor(max / 2), await walk(large, list, max)];
  expect(all.length).toBeGreaterThan(list.template.endsWith("/rate_limits") ? 20 : max);
  for (const limit of [middle, undefined]) expect(await walk(large, list, limit)).toEqual(all);
});

test.each(named)("%s takes an order, or has one of its own", async (_, list) => {
  const { max } = list.limits;
  const whole = await walk(small, list, max);
  if (list.order === undefined) return expect(await walk(small, list, 3, { order: "asc" })).toEqual(whole);
  const other = list.order === "asc" ? "desc" : "asc";
  for (const limit of [1, 3, max]) {
    expect(await walk(small, list, limit, { order: list.order })).toEqual(whole);
    expect(await walk(small, list, limit, { order: other })).toEqual(whole.toReversed());
  }
  expect((await ask(small, list.path, { order: "random" })).status).toBe(400);
});

test.each(named.filter(([, list]) => list.hasBefore))("%s goes back by before", async (_, list) => {
  const orders = list.order === undefined ? [{}] : [{ order: "asc" }, { order: "desc" }];
  for (const order of orders) {
    const whole = await walk(small, list, list.limits.max, order);
    for (const limit of [1, 2, 100]) {
      const back: string[] = [];
      let before = whole.at(-1) ?? "";
      let hasMore = true;
      while (hasMore) {
        const { body } = await ask(small, list.path, { ...order, before, limit: String(limit) });
        back.unshift(...body.data.map((item) => String(item[list.id])));
        before = back[0] ?? "";
        hasMore = body.has_more;
      }
      expect(back).toEqual(whole.slice(0, -1));
    }
    const between = { ...order, after: whole[1] ?? "", before: whole[6] ?? "" };
    const { body } = await ask(small, list.path, { ...between, limit: "2" });
    expect(body.data.map((item) => String(item[list.id]))).toEqual(whole.slice(4, 6));
    expect(body.has_more).toBe(true);
  }
});

test.each(named)("%s refuses illegal limits and cursors of nothing", async (_, list) => {
  const { min, max } = list.limits;
  for (const limit of [String(min - 1), String(max + 1), "ten", "1.5", ""]) {
    const { status, body } = await ask(small, list.path, { limit });
    expect([limit, status, body.error?.param]).toEqual([limit, 400, "limit"]);
  }
  if (min === 0) {
    const { body } = await ask(small, list.path, { limit: "0" });
    expect(body).toMatchObject({ data: [], has_more: false });
  }
  for (const name of list.hasBefore ? ["after", "before"] : ["after"]) {
    const { status, body } = await ask(small, list.path, { [name]: "nothing" });
    expect([status, body.error?.param]).toEqual([400, name]);
  }
});

const tables: Record<string, string> = {
  "/organization/users": "users",
  "/organization/invites": "invites",
  "/organization/groups": "groups",
  "/organization/projects/:project_id/spend_alerts": "spend_alerts",
};
const deletable = cases.filter(({ template }) => template in tables);

test.each(deletable)("$template goes on from an item that was deleted since", async (list) => {
  const whole = await walk(large, list, list.limits.max);
  const table = tables[list.template];
  await large?.sql(`UPDATE twin.${table} SET deleted_at = 5 WHERE id = $1`, [whole[3]]);
  const { body } = await ask(large, list.path, { after: whole[3] ?? "", limit: "2" });
  expect(body.data.map((item) => item[list.id])).toEqual(whole.slice(4, 6));
  expect(await walk(large, list, list.limits.max)).toEqual(whole.filter((id) => id !== whole[3]));
});
