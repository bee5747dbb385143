import type { Browser, Page } from "@playwright/test";

/** A page of the same session in a browser that runs no scripts. */
export async function plainPage(browser: Browser, page: Page): Promise<Page> {
  const storageState = await page.context().storageState();
  const baseURL = process.env["E2E_BASE_URL"] ?? "";
  return (await browser.newContext({ javaScriptEnabled: false, storageState, baseURL })).newPage();
}
