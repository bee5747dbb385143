import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

/** Holds every script back, as a slow line would, until the returned function is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test("a button that is pressed before the scripts have come opens its dialog when they have", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  const release = await holdScripts(page);
  await page.goto("/o/sandbox/projects", { waitUntil: "commit" });
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
  const release = await holdScripts(page);
  await page.goto("/o/sandbox/projects", { waitUntil: "commit" });
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
  const release = await holdScripts(page);
  await page.goto("/o/sandbox/usage", { waitUntil: "commit" });
  await page.getByLabel("Group by").selectOption("project");
  release();
  await expect(page).toHaveURL(/by=project/);
});

test("an event that is pressed before the scripts have come is opened by its address", async ({
  page,
  signInAs,
}) => {
  await signInAs("auditor");
  const release = await holdScripts(page);
  await page.goto("/o/sandbox/audit?type=project.created", { waitUntil: "commit" });
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
  const release = await holdScripts(page);
  await page.goto("/o/sandbox/members", { waitUntil: "commit" });
  await page.getByRole("textbox", { name: "Search by name or email" }).fill("sato");
  release();
  await expect(page).toHaveURL(/q=sato/);
  await expect(page.getByRole("textbox", { name: "Search by name or email" })).toHaveValue("sato");
});
