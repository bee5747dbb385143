import { expect, test } from "./fixtures.ts";
import { plainPage } from "./plain-page.ts";

const missing = [
  "/nothing",
  "/settings/nothing/at/all",
  "/members/user-nobody",
  "/projects/proj_nothing",
  "/keys/proj_nothing/key_nothing",
];

test("what an organization does not have is said inside the shell, with its status", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  for (const path of missing) {
    const answer = await page.goto(`/o/sandbox${path}`);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole("main").getByRole("heading", { level: 1, name: "Not found" })).toBeVisible();
    const way = page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Members" });
    await expect(way).toBeVisible();
  }
  await page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Projects" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
});

test("an organization that somebody may not see answers like one that is not there", async ({
  page,
  signInAs,
}) => {
  await signInAs("auditor");
  const answer = await page.goto("/o/nobody/nothing");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "Not found" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Navigation" })).toBeHidden();
});

test("without scripts too, what is missing or not for a role is said, with its status", async ({
  browser,
  page,
  signInAs,
}) => {
  await signInAs("finance");
  const plain = await plainPage(browser, page);
  const told = async (path: string, status: number, title: string) => {
    const answer = await plain.goto(path);
    expect(answer?.status(), path).toBe(status);
    await expect(plain.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(plain).toHaveTitle(/Metsuke$/);
  };
  for (const path of ["/nothing", "/members/user-nobody", "/projects/proj_nothing"]) {
    await told(`/o/sandbox${path}`, 404, "Not found");
    await expect(plain.getByRole("navigation", { name: "Navigation" })).toBeVisible();
  }
  for (const path of ["/o/nobody", "/o/nobody/members"]) await told(path, 404, "Not found");
  for (const path of ["/keys", "/audit", "/keys/proj_nothing/key_nothing"])
    await told(`/o/sandbox${path}`, 403, "Not for your role");
  await told("/o/sandbox/settings/people", 403, "Settings");
  await expect(plain.getByRole("heading", { level: 2, name: "Not for your role" })).toBeVisible();
  await plain.context().close();
});

test("a part that the browser asks for inside the console is no error to it, so that it stays where it is", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  const path = "/o/sandbox/members/user-nobody";
  expect((await page.request.get(path)).status()).toBe(404);
  expect((await page.request.get(path, { headers: { rsc: "1" } })).status()).toBe(200);
});
