import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

/** Opens a page with every script held back, as by a slow line, until the returned function is called. */
async function openWithoutScripts(page: Page, path: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  return release;
}

test("a button that is pressed before the scripts have come opens its dialog when they have", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  const release = await openWithoutScripts(page, "/o/sandbox/projects");
  await page.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  release();
  await expect(page.getByRole("dialog", { name: "Create project" })).toBeVisible();
});

test("the palette's key that is pressed before the scripts have come opens it when they have", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  const release = await openWithoutScripts(page, "/o/sandbox/projects");
  await expect(page.getByRole("button", { name: "Create project" })).toBeVisible();
  await page.keyboard.press("Control+k");
  release();
  await page.getByPlaceholder(/^Find a page/).fill("costs");
  await expect(page.getByRole("option", { name: "Costs" }).first()).toBeVisible();
});

test("what is chosen before the scripts have come filters the page when they have", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  const release = await openWithoutScripts(page, "/o/sandbox/usage");
  await page.getByLabel("Group by").selectOption("project");
  release();
  await expect(page).toHaveURL(/by=project/);
});

test("an event that is pressed before the scripts have come is opened by its address", async ({
  page,
  signInAs,
}) => {
  await signInAs("auditor");
  const release = await openWithoutScripts(page, "/o/sandbox/audit?type=project.created");
  await page.getByRole("listitem").getByRole("link").first().click();
  await expect(page).toHaveURL(/type=project\.created&event=/);
  release();
  await expect(page.getByRole("dialog").locator("pre")).toContainText("project.created");
});

test("what is typed into a search field before the scripts have come is searched for when they have", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  const release = await openWithoutScripts(page, "/o/sandbox/members");
  await page.getByRole("textbox", { name: "Search by name or email" }).fill("sato");
  release();
  await expect(page).toHaveURL(/q=sato/);
  await expect(page.getByRole("textbox", { name: "Search by name or email" })).toHaveValue("sato");
});
