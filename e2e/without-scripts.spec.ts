import type { Browser, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

/** A page of the same session in a browser that runs no scripts. */
async function withoutScripts(browser: Browser, page: Page): Promise<Page> {
  const storageState = await page.context().storageState();
  const baseURL = process.env["E2E_BASE_URL"] ?? "";
  return (await browser.newContext({ javaScriptEnabled: false, storageState, baseURL })).newPage();
}

test("without scripts, the event that an address names is in the page, and can be closed", async ({
  browser,
  page,
  signInAs,
}) => {
  await signInAs("auditor");
  await page.goto("/o/sandbox/audit?type=project.created");
  const address = await page
    .getByRole("list", { name: "Audit log" })
    .getByRole("link")
    .first()
    .getAttribute("href");
  expect(address).toMatch(/^\?type=project\.created&event=/);

  const plain = await withoutScripts(browser, page);
  await plain.goto(`/o/sandbox/audit${address}`);
  await expect(plain.getByRole("heading", { name: /^Created project/ })).toBeVisible();
  await expect(plain.locator("pre")).toContainText('"type": "project.created"');
  await plain.getByRole("link", { name: "Close" }).click();
  await expect(plain).toHaveURL(/\/audit\?type=project\.created$/);
  await expect(plain.locator("pre")).toHaveCount(0);

  await plain.goto("/o/sandbox/audit?event=1.nothing");
  await expect(plain.getByRole("link", { name: "Close" })).toBeVisible();
  await plain.context().close();
});

test("without scripts, the operation that an address names is in the page", async ({
  browser,
  page,
  signInAs,
}) => {
  await signInAs("auditor");
  await page.goto("/o/sandbox/audit/trail");
  const address = await page.getByRole("table").getByRole("link").first().getAttribute("href");
  expect(address).toMatch(/^\?operation=/);

  const plain = await withoutScripts(browser, page);
  await plain.goto(`/o/sandbox/audit/trail${address}`);
  await expect(plain.getByRole("heading", { level: 2 }).first()).toBeVisible();
  await expect(plain.getByText("Operation ID", { exact: true }).first()).toBeVisible();
  await plain.context().close();
});

test("with scripts, an opened event is in its sheet alone", async ({ page, signInAs }) => {
  await signInAs("auditor");
  await page.goto("/o/sandbox/audit?type=project.created");
  await page.getByRole("list", { name: "Audit log" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/event=/);
  await page.reload();
  await expect(page.getByRole("dialog").locator("pre")).toBeVisible();
  await expect(page.locator("pre")).toHaveCount(1);
});
