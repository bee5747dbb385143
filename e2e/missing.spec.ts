import { expect, test } from "./fixtures.ts";

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
