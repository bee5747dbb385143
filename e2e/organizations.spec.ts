import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { signInAs as signIn } from "./fixtures.ts";
import type { Person } from "./fixtures.ts";
import { startSecondTwin } from "./second-twin.ts";

const unique = (prefix: string) => `${prefix}-${Math.random().toString(36).slice(2, 8)}`;

/** Signs in and waits for the page that follows: an address opened meanwhile would be given up for it. */
async function signInAs(page: Page, person: Person): Promise<void> {
  await signIn(page, person);
  await page.getByRole("main").waitFor();
  await page.waitForLoadState();
}

async function aPageOf(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  return context.newPage();
}

async function fillConnection(page: Page, given: { name: string; key: string; url: string }): Promise<void> {
  await page.goto("/connect");
  await page.getByLabel("Name").first().fill(given.name);
  await page.getByLabel("Admin key").fill(given.key);
  await page.getByLabel("Address of the Admin API").fill(given.url);
  await page.getByRole("button", { name: "Try the key and connect" }).click();
}

async function disconnect(page: Page, slug: string): Promise<void> {
  await page.goto(`/o/${slug}/settings`);
  await page.getByRole("button", { name: "Disconnect" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Disconnect" })).toBeDisabled();
  await dialog.getByRole("textbox").fill(slug);
  await dialog.getByRole("button", { name: "Disconnect" }).click();
  // A synchronization may hold the rows of its streams for the length of a batch.
  await expect(dialog).toBeHidden({ timeout: 60_000 });
  await expect(page.getByText("Disconnected", { exact: true })).toBeVisible({ timeout: 60_000 });
}

test("an owner connects a second organization, watches it arrive, syncs it and disconnects it", async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const twin = await startSecondTwin();
  try {
    await signInAs(page, "admin");
    const name = unique("Second");
    const slug = name.toLowerCase();
    await fillConnection(page, { name, key: "sk-admin-wrong-key", url: twin.url });
    await expect(page.getByRole("alert").filter({ hasText: "OpenAI rejects this admin key" })).toBeVisible();
    await expect(page.getByLabel("Name").first()).toHaveValue(name);

    await page.getByLabel("Admin key").fill("sk-admin-twin");
    await page.getByRole("button", { name: "Try the key and connect" }).click();
    await expect(page.getByText("The key may read everything that the console shows.")).toBeVisible();
    await expect(page.getByText("May read", { exact: true })).toHaveCount(8);
    await page.getByRole("link", { name: `Open ${name}` }).click();
    await expect(page).toHaveURL(new RegExp(`/o/${slug}$`), { timeout: 60_000 });

    await page.goto(`/o/${slug}/settings/streams`);
    const members = page.getByRole("row", { name: /^Members/ });
    await expect(members).toContainText("Up to date", { timeout: 90_000 });
    await expect(members).toContainText("Complete");
    await members.getByRole("button", { name: "Sync now" }).click();
    await expect(page.getByText("The synchronization is under way.")).toBeVisible();

    await page.goto(`/o/${slug}/members`);
    await expect(page.getByRole("button", { name: /As of .* ago|now/ })).toBeVisible();
    await expect.poll(() => page.getByRole("row").count()).toBeGreaterThan(10);

    const finance = await aPageOf(browser);
    await signInAs(finance, "finance");
    for (const path of ["", "/members", "/settings", "/streams"]) {
      expect((await finance.goto(`${baseURL}/o/${slug}${path}`))?.status()).toBe(404);
    }
    await disconnect(page, slug);
    await page.goto(`/o/${slug}/members`);
    await expect.poll(() => page.getByRole("row").count()).toBeGreaterThan(10);
  } finally {
    await twin.close();
  }
});

test("whoever may not connect is told so, and an address without an Admin API is named", async ({
  page,
  browser,
  baseURL,
}) => {
  await signInAs(page, "admin");
  await fillConnection(page, { name: unique("Nothing"), key: "sk-admin-twin", url: `${baseURL}/sign-in` });
  await expect(page.getByRole("alert").filter({ hasText: "not as an Admin API" })).toBeVisible();
  await page.getByLabel("Address of the Admin API").fill("ftp://example.com");
  await page.getByRole("button", { name: "Try the key and connect" }).click();
  await expect(page.getByText("Enter an address that begins with https:// or http://.")).toBeVisible();

  const auditor = await aPageOf(browser);
  await signInAs(auditor, "auditor");
  expect((await auditor.goto(`${baseURL}/connect`))?.status()).toBe(403);
});

test("the badge of a page opens to its streams, and syncs them now", async ({ page }) => {
  await signInAs(page, "auditor");
  await page.goto("/o/sandbox/members");
  await page.getByRole("button", { name: /As of/ }).click();
  const details = page.getByRole("dialog");
  await expect(details.getByText("Up to date")).toBeVisible();
  await details.getByRole("button", { name: "Sync now" }).click();
  await expect(page.getByText("The synchronization is under way.")).toBeVisible();
  await expect(details.getByRole("button", { name: "Sync now" })).toBeEnabled({ timeout: 30_000 });
});

test("an owner gives somebody an account and a role, then takes the role away", async ({
  page,
  browser,
  baseURL,
}) => {
  await signInAs(page, "admin");
  await page.goto("/o/sandbox/settings/people");
  const email = `${unique("viewer")}@example.com`;
  await page.getByRole("button", { name: "Add a person" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a person" });
  await dialog.getByLabel("Email").fill(email);
  await dialog.getByRole("button", { name: "Give the role" }).click();
  const password = await dialog.locator("code").innerText();
  await dialog.getByRole("button", { name: "I have kept it" }).click();

  const guest = await aPageOf(browser);
  await guest.goto(`${baseURL}/sign-in`);
  await guest.getByLabel("Email").fill(email);
  await guest.locator('input[name="password"]').fill(password);
  await guest.locator('form button[type="submit"]').click();
  await expect(guest).toHaveURL(/\/o\/sandbox/);
  expect((await guest.goto(`${baseURL}/o/sandbox/settings/people`))?.status()).toBe(403);

  await guest.goto(`${baseURL}/account`);
  await guest.getByLabel("Current password").fill(password);
  await guest.getByLabel("New password").fill("a password of my own");
  await guest.getByRole("button", { name: "Change password" }).click();
  await expect(guest.getByText("The password is changed.")).toBeVisible();

  const row = page.getByRole("row", { name: new RegExp(email) });
  await row.getByRole("button", { name: /Remove the role/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText(`${email} has no role here any more.`)).toBeVisible();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await expect(row).toHaveCount(0);
  expect((await guest.goto(`${baseURL}/o/sandbox/members`))?.status()).toBe(404);
});

test("a comparison is followed to its end while its page stays open", async ({ page }) => {
  test.setTimeout(240_000);
  await signInAs(page, "admin");
  await page.goto("/o/sandbox/settings/streams");
  const days = page.getByLabel("Days", { exact: true });
  await days.selectOption("7");
  await page.getByRole("button", { name: "Compare counts" }).click();
  await expect(page.getByText("The comparison is under way.")).toBeVisible();
  await expect(page.getByText(/compared the last 7 days on/)).toBeVisible({ timeout: 180_000 });
});

for (const path of [
  "/account",
  "/connect",
  "/o/sandbox/settings",
  "/o/sandbox/settings/streams",
  "/o/sandbox/settings/people",
]) {
  test(`${path} has no barrier that axe knows, and no sideways scroll on a phone`, async ({ page }) => {
    await signInAs(page, "admin");
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);

    await page.setViewportSize({ width: 360, height: 740 });
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
  });
}
