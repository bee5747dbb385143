import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

const pages = [
  "/account",
  "/connect",
  "/o/sandbox",
  "/o/sandbox/members",
  "/o/sandbox/members/invites",
  "/o/sandbox/projects",
  "/o/sandbox/keys",
  "/o/sandbox/usage",
  "/o/sandbox/usage/kinds",
  "/o/sandbox/usage/rows",
  "/o/sandbox/costs",
  "/o/sandbox/costs/rows",
  "/o/sandbox/exports",
  "/o/sandbox/audit",
  "/o/sandbox/audit/trail",
  "/o/sandbox/settings",
  "/o/sandbox/settings/people",
  "/o/sandbox/settings/streams",
];

/** The page of one member, one project and one key: those that their lists begin with. */
async function detailPages(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const list of ["members", "projects", "keys"].map((name) => `/o/sandbox/${name}`)) {
    await page.goto(list);
    const first = page.locator(`main table a[href^="${list}/"]`).first();
    found.push((await first.getAttribute("href")) ?? list);
  }
  return found;
}

async function look(page: Page, theme: "light" | "dark", locale: "en" | "ja"): Promise<void> {
  const domain = new URL(process.env["E2E_BASE_URL"] ?? "").hostname;
  await page.context().addCookies([
    { name: "metsuke-theme", value: theme, domain, path: "/" },
    { name: "metsuke-locale", value: locale, domain, path: "/" },
  ]);
}

async function settle(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForLoadState("networkidle", { timeout: 5000 }).catch(() => undefined);
}

for (const [theme, locale, width] of [
  ["light", "en", 1280],
  ["dark", "ja", 390],
] as const) {
  test(`every page is accessible in ${theme}, ${locale}, ${width} pixels wide`, async ({
    page,
    signInAs,
  }) => {
    test.setTimeout(240_000);
    await signInAs("admin");
    await look(page, theme, locale);
    await page.setViewportSize({ width, height: 844 });
    const found: string[] = [];
    for (const path of [...pages, ...(await detailPages(page)), "/o/sandbox/nothing"]) {
      await settle(page, path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      found.push(...violations.map(({ id, nodes }) => `${path} ${id} ${nodes[0]?.html ?? ""}`));
    }
    expect(found).toEqual([]);
  });
}

for (const [width, zoom] of [
  [640, "200 %"],
  [320, "400 %"],
] as const) {
  test(`no page scrolls sideways at ${zoom} of 1280 pixels`, async ({ page, signInAs }) => {
    test.setTimeout(240_000);
    await signInAs("admin");
    await page.setViewportSize({ width, height: 512 });
    const wide: string[] = [];
    for (const path of [...pages, ...(await detailPages(page))]) {
      await settle(page, path);
      const shown = await page.evaluate(() => document.documentElement.scrollWidth);
      if (shown > width) wide.push(`${path} is ${shown} wide`);
    }
    expect(wide).toEqual([]);
  });
}

test("a menu is worked by keys, and gives the focus back", async ({ page, signInAs }) => {
  await signInAs("admin");
  await settle(page, "/o/sandbox/members");
  const trigger = page.getByRole("button", { name: /^Account/ });
  await trigger.focus();
  await page.keyboard.press("ArrowDown");
  const menu = page.getByRole("menu");
  await expect(menu).toBeVisible();
  await expect(page.getByRole("menuitemradio", { name: "English" })).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeFocused();
  await page.keyboard.press("d");
  await expect(page.getByRole("menuitemradio", { name: "Dark" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitemradio", { name: "Dark" })).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(trigger).toBeFocused();
});

test("a dialog keeps the focus inside, closes on Escape and gives it back", async ({ page, signInAs }) => {
  await signInAs("admin");
  await settle(page, "/o/sandbox/members");
  const trigger = page.getByRole("button", { name: "Invite member" });
  await trigger.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Invite member" });
  await expect(dialog).toBeVisible();
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press("Tab");
    const isOutside = await page.evaluate(
      () => document.activeElement !== document.body && !document.activeElement?.closest("dialog"),
    );
    expect(isOutside).toBe(false);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(trigger).toBeFocused();
});

test("what is typed before the palette has loaded is not lost", async ({ page, signInAs }) => {
  await signInAs("admin");
  await settle(page, "/o/sandbox");
  // Every script from now on takes its time.
  await page.route("**/_next/static/chunks/**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 800));
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("cost");
  await expect(page.getByRole("option", { name: "Costs" })).toBeVisible();
  const input = page.getByRole("dialog").getByRole("combobox");
  await expect(input).toHaveValue("cost");
  await page.keyboard.type("s");
  await expect(input).toHaveValue("costs");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/costs/);
});
