import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { tabTo } from "./tab-to.ts";

/** What the page tells a screen reader by itself, as soon as it is there. */
const told = (page: Page) => page.getByRole("region", { name: "Notifications" }).getByRole("status");

test("the audit log is filtered by keys alone, and how many events are left is told", async ({
  page,
  signInAs,
}) => {
  await signInAs("auditor");
  await page.goto("/o/sandbox/audit");
  await page.getByRole("list", { name: "Audit log" }).getByRole("link").first().waitFor();
  const count = page
    .getByRole("main")
    .getByRole("status")
    .filter({ hasText: /^[\d,]+ events?$/ });
  const before = await count.innerText();
  await tabTo(page, /^Event type$/);
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "All: API keys" }).waitFor();
  await page.keyboard.type("api keys");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/type=api_key\.\*/);
  await expect(page.getByRole("combobox", { name: "Event type" })).toBeFocused();
  await expect(count).not.toHaveText(before);
});

test("a member is invited by keys alone, the outcome is told, and the focus is back where it was", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  await page.goto("/o/sandbox/members");
  await expect(told(page)).toHaveCount(1);
  await tabTo(page, /^Invite member$/);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Invite member" });
  await expect(dialog.getByLabel("Email")).toBeFocused();
  const email = `keys-${Date.now()}@example.com`;
  await page.keyboard.type(email);
  await page.keyboard.press("Enter");
  await expect(told(page)).toContainText(`Invite sent to ${email}.`);
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Invite member" })).toBeFocused();
});

test("an export is asked for by keys alone", async ({ page, signInAs }) => {
  await signInAs("auditor");
  await page.goto("/o/sandbox/exports");
  await tabTo(page, /^New export$/);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "New export" });
  const trail = dialog.getByRole("checkbox", { name: "Console trail", exact: true });
  for (let press = 0; press < 20; press += 1) {
    if (await trail.evaluate((box) => box === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await expect(trail).toBeFocused();
  await page.keyboard.press("Space");
  await tabTo(page, /^Export in the background$/);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  const item = page.getByRole("list", { name: "Exports" }).getByRole("listitem").first();
  await expect(item.getByRole("heading", { name: "Console trail" })).toBeVisible();
  await expect(page.getByRole("button", { name: "New export" })).toBeFocused();
});

test("a view is saved and opened by keys alone", async ({ page, signInAs }) => {
  await signInAs("finance");
  await page.goto("/o/sandbox/costs?by=lineItem");
  const menu = page.getByRole("button", { name: "Views" });
  await expect(menu).toBeEnabled();
  await tabTo(page, /^Views$/);
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Save as a view…" }).waitFor();
  await page.keyboard.press("s");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Save as a view…" });
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await page.keyboard.type("By line item, keyed");
  await page.keyboard.press("Enter");
  await expect(told(page)).toContainText("Saved the view By line item, keyed.");
  await expect(page).toHaveURL(/view=/);

  await page.goto("/o/sandbox/costs?view=none");
  await expect(menu).toBeEnabled();
  await tabTo(page, /^Views$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "By line item, keyed" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/by=lineItem/);
});
