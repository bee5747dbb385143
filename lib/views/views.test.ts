import { expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { anActor, trailOf } from "#lib/testing/factories.ts";
import { findDefaultView } from "./find-default.ts";
import { listViews } from "./list.ts";
import { viewPageNames } from "./pages.ts";
import { readQuery } from "./read-query.ts";
import { removeView } from "./remove.ts";
import { renameView } from "./rename.ts";
import { restoreView } from "./restore.ts";
import { SaveView, saveView } from "./save.ts";
import { setDefaultView } from "./set-default.ts";
import { updateView } from "./update.ts";

function saving(given: Partial<Parameters<typeof saveView>[1]> = {}): Parameters<typeof saveView>[1] {
  return { page: "usage", name: "Images by size", query: "kind=images&by=size", isShared: false, ...given };
}

async function names(actor: Actor): Promise<string[]> {
  return (await listViews(actor, "usage")).map(({ name }) => name);
}

test("a view keeps what its page understands of a link, and is its owner's alone until it is shared", async () => {
  const actor = await anActor({ role: "finance" });
  const { organization } = actor;
  const colleague = await anActor({ organization, role: "viewer" });
  const query = "?kind=images&by=size&after=abc&evil=%3Cscript%3E&show=nonsense&model=a%252Cb,c";
  const view = await saveView(actor, saving({ query }));
  expect(new URLSearchParams(view.query).get("kind")).toBe("images");
  expect(view.query).not.toMatch(/after|evil|nonsense/);
  expect(readQuery("usage", view.query)).toBe(view.query);
  expect(await listViews(actor, "usage")).toMatchObject([{ id: view.id, isOwn: true, mayChange: true }]);
  expect(await names(colleague)).toEqual([]);

  await renameView(actor, { viewId: view.id, name: "画像", isShared: true });
  expect(await listViews(colleague, "usage")).toMatchObject([
    { name: "画像", isOwn: false, isShared: true, mayChange: false },
  ]);
  expect(await trailOf(organization, view.id)).toEqual(["view.save succeeded", "view.rename succeeded"]);
});

test.each(viewPageNames)("whatever a link to %s holds, what is kept of it reads back as itself", (page) => {
  const hostile = [
    "a=1&&&=&%&q=%00",
    "kind=__proto__&by=constructor&sort=toString&range=9999",
    `model=${encodeURIComponent("x'\"<>,;--".repeat(3))}&project=,,,&from=2026-02-31`,
    "q=%F0%9F%98%80&type=api_key.*&risk=any&unused=-1&older=1e9",
  ];
  for (const text of hostile) {
    let kept: string;
    try {
      kept = readQuery(page, text);
    } catch (error) {
      expect(error).toMatchObject({ code: "invalid" });
      continue;
    }
    expect(readQuery(page, kept)).toBe(kept);
    expect(kept).not.toContain("__proto__");
  }
  const long = Array.from({ length: 100 }, (_, n) => `${n}`.padEnd(290, "x")).join(",");
  const query = `project=${long}&model=${long}`;
  if (page === "usage" || page === "costs") expect(() => readQuery(page, query)).toThrow(/viewTooLong/);
});

test("two tabs that save at once do not undo each other: the second is told", async () => {
  const actor = await anActor();
  const view = await saveView(actor, saving());
  const change = (query: string) =>
    updateView(actor, { viewId: view.id, query, expectedVersion: view.version });
  const ended = await Promise.allSettled([change("kind=images&by=model"), change("kind=embeddings")]);
  expect(ended.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const refused = ended.find((one) => one.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "conflict", key: "viewChanged" });

  const both = await Promise.allSettled([
    saveView(actor, saving({ name: "Ab" })),
    saveView(actor, saving({ name: "aB" })),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(both.find((one) => one.status === "rejected")?.reason).toMatchObject({ key: "viewNameTaken" });
});

test("a deleted view comes back as it was, unless its name was taken meanwhile", async () => {
  const actor = await anActor();
  const view = await saveView(actor, saving());
  await removeView(actor, { viewId: view.id });
  expect(await names(actor)).toEqual([]);
  await expect(removeView(actor, { viewId: view.id })).rejects.toMatchObject({ code: "not_found" });
  expect(await restoreView(actor, { viewId: view.id })).toMatchObject({ query: view.query, removedAt: null });
  expect(await names(actor)).toEqual([view.name]);

  await removeView(actor, { viewId: view.id });
  await saveView(actor, saving());
  await expect(restoreView(actor, { viewId: view.id })).rejects.toMatchObject({ key: "viewNameTaken" });
});

test("each person has a default view for each page, which is gone when the view is", async () => {
  const actor = await anActor();
  const colleague = await anActor({ organization: actor.organization });
  const [first, second] = [await saveView(actor, saving()), await saveView(actor, saving({ name: "Other" }))];
  await setDefaultView(actor, { viewId: first.id, isDefault: "yes" });
  await Promise.all([
    setDefaultView(actor, { viewId: second.id, isDefault: "yes" }),
    setDefaultView(actor, { viewId: second.id, isDefault: "yes" }),
  ]);
  expect(await findDefaultView(actor, "usage")).toEqual({ id: second.id, query: second.query });
  expect(await findDefaultView(colleague, "usage")).toBeNull();
  expect(await findDefaultView(actor, "costs")).toBeNull();
  expect((await listViews(actor, "usage")).filter(({ isDefault }) => isDefault)).toHaveLength(1);

  await removeView(actor, { viewId: second.id });
  expect(await findDefaultView(actor, "usage")).toBeNull();
  await setDefaultView(actor, { viewId: first.id, isDefault: "no" });
  expect(await findDefaultView(actor, "usage")).toBeNull();
});

test("nobody opens, changes or shares what is not theirs to", async () => {
  const owner = await anActor();
  const { organization } = owner;
  const viewer = await anActor({ organization, role: "viewer" });
  const admin = await anActor({ organization, role: "admin" });
  const stranger = await anActor();
  const mine = await saveView(owner, saving());
  const shared = await saveView(owner, saving({ name: "Shared", isShared: true }));

  for (const actor of [viewer, admin, stranger])
    await expect(removeView(actor, { viewId: mine.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(removeView(stranger, { viewId: shared.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(removeView(viewer, { viewId: shared.id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(saveView(viewer, saving({ isShared: true }))).rejects.toMatchObject({ code: "forbidden" });
  await expect(saveView(viewer, saving({ page: "costs" }))).rejects.toMatchObject({ code: "forbidden" });
  await expect(listViews(viewer, "keys")).rejects.toMatchObject({ code: "forbidden" });
  expect(await removeView(admin, { viewId: shared.id })).toMatchObject({ id: shared.id });
});

test.each([
  { page: "settings", name: "x" },
  { page: "usage", name: "   " },
  { page: "usage", name: "a\u0000b" },
  { page: "usage", name: "x".repeat(81) },
  { page: "usage", name: "x", query: "y".repeat(20_001) },
  { page: "usage", name: "x", isShared: "true" },
])("the form refuses %j", (input) => {
  expect(SaveView.safeParse(input).success).toBe(false);
});
