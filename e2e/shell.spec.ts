import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

async function violations(page: Page): Promise<string[]> {
  // Fading in halfway is not how the page looks.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`sign-in and the shell are accessible in ${colorScheme}`, async ({ page, signInAs }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto("/sign-in");
    expect(await violations(page)).toEqual([]);

    await signInAs("admin");
    await page.goto("/o/sandbox/members");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await violations(page)).toEqual([]);

    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

test("the language changes everything, the page's own language included, and stays", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  await page.goto("/o/sandbox/members");
  await page.getByRole("button", { name: /Account/ }).click();
  await page.getByRole("menuitemradio", { name: "日本語" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "メンバー" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await page.goto("/o/sandbox/projects");
  await expect(page.getByRole("heading", { level: 1, name: "プロジェクト" })).toBeVisible();
});

test("the theme is there from the first byte", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.getByRole("button", { name: /Account/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  const html = await (await page.request.get("/o/sandbox/members")).text();
  expect(html).toContain('<html lang="en" data-theme="dark">');
});

test("the palette goes to pages and finds people by a part of their name", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.goto("/o/sandbox/members");
  const person = page.getByRole("main").getByRole("row").nth(1).getByRole("link").first();
  const name = (await person.innerText()).trim();

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill(name.slice(0, 6));
  await expect(page.getByRole("option").filter({ hasText: name }).first()).toBeVisible();
  await expect(page.getByText("Nothing found for")).toHaveCount(0);
  await page.getByRole("option").filter({ hasText: name }).first().click();
  await expect(page).toHaveURL(/\/members\/user/);

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("zzqqxx nowhere");
  await expect(page.getByText("Nothing found for “zzqqxx nowhere”")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("costs");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/o\/sandbox\/costs$/);
});

test("someone else's organization answers like one that does not exist", async ({ page, signInAs }) => {
  await signInAs("finance");
  for (const path of ["/o/no-such-organization", "/o/..%2Fsandbox/members", "/o/'%22%3E/usage", "/nowhere"]) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { name: "Not found" })).toBeVisible();
  }
  const search = await page.request.get("/o/no-such-organization/search?q=ab");
  expect(search.status()).toBe(404);
});

test("a role sees only its own pages in the navigation, and 403 on the others", async ({
  page,
  signInAs,
}) => {
  await signInAs("finance");
  await page.goto("/o/sandbox/costs");
  const navigation = page.getByRole("navigation", { name: "Navigation" });
  await expect(navigation.getByRole("link", { name: "Costs" })).toHaveAttribute("aria-current", "page");
  await expect(navigation.getByRole("link", { name: "Audit log" })).toHaveCount(0);

  expect((await page.goto("/o/sandbox/audit"))?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "Not for your role" })).toBeVisible();
});

test("search without a session tells nothing", async ({ page }) => {
  expect((await page.request.get("/o/sandbox/search?q=a")).status()).toBe(401);
});

test("on 360 pixels nothing is cut off and a drawer leads everywhere", async ({ page, signInAs }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signInAs("admin");
  await page.goto("/o/sandbox/members");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  await page.getByRole("button", { name: "Open navigation" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Projects" }).click();
  await expect(page).toHaveURL(/\/projects$/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the first tab stop skips the navigation", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.goto("/o/sandbox/members");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#content")).toBeFocused();
});

test("every answer carries its policy, its request id and no name of the server", async ({ page }) => {
  const broken: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) broken.push(message.text());
  });
  const response = await page.goto("/sign-in");
  const headers = response?.headers() ?? {};

  expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers["x-powered-by"]).toBeUndefined();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  expect(broken).toEqual([]);
});

test("pictures", async ({ signInAs, takePictures }) => {
  await takePictures("sign-in", "/sign-in");
  await signInAs("admin");
  await takePictures("not-found", "/o/sandbox/members/nobody", [
    { theme: "light", width: "wide", locale: "en" },
    { theme: "dark", width: "narrow", locale: "ja" },
  ]);
});
