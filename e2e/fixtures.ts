import { join } from "node:path";
import { expect, test as base } from "@playwright/test";
import type { Page } from "@playwright/test";

export { expect } from "@playwright/test";

export type Person = "admin" | "finance" | "auditor";
type Look = { theme: "light" | "dark"; width: "wide" | "narrow"; locale: "en" | "ja" };
type Fixtures = {
  /** Signs a demonstration person in through the real form. */
  signInAs: (person: Person) => Promise<void>;
  /** Takes the picture of a page in both themes, widths and languages, into test-results/pictures. */
  takePictures: (name: string, path: string, looks?: Look[]) => Promise<void>;
};

const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with npx playwright test.`);
  return value;
}

/** Signs in as a demonstration person and waits until the sign-in page is left. */
export async function signInAs(page: Page, person: Person): Promise<void> {
  await page.goto("/sign-in");
  await page.locator('input[name="email"]').fill(`${person}@example.com`);
  await page.locator('input[name="password"]').fill(required("E2E_PASSWORD"));
  await page.locator('form button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

const everyLook: Look[] = (["light", "dark"] as const).flatMap((theme) =>
  (["wide", "narrow"] as const).flatMap((width) =>
    (["en", "ja"] as const).map((locale) => ({ theme, width, locale })),
  ),
);

async function takePicture(page: Page, name: string, path: string, look: Look): Promise<void> {
  const domain = new URL(required("E2E_BASE_URL")).hostname;
  await page.context().addCookies([
    { name: "metsuke-theme", value: look.theme, domain, path: "/" },
    { name: "metsuke-locale", value: look.locale, domain, path: "/" },
  ]);
  await page.setViewportSize(sizes[look.width]);
  await page.goto(path);
  // What streams in late belongs in the picture; what polls for ever doesn't hold it up.
  await page.waitForLoadState("networkidle", { timeout: 5000 }).catch(() => undefined);
  const file = `${name}-${look.theme}-${look.width}-${look.locale}.png`;
  await page.screenshot({ path: join("test-results/pictures", file), fullPage: true });
}

export const test = base.extend<Fixtures>({
  baseURL: async ({}, provide) => provide(required("E2E_BASE_URL")),
  signInAs: async ({ page }, provide) => provide((person) => signInAs(page, person)),
  takePictures: async ({ page }, provide) =>
    provide(async (name, path, looks = everyLook) => {
      for (const look of looks) await takePicture(page, name, path, look);
      await expect(page.locator("body")).not.toBeEmpty();
    }),
});
