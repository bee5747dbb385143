import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.ts";
import { tabTo } from "./tab-to.ts";

test("from signing in to the rows behind a figure, and back, by keys alone", async ({ page }) => {
  await page.goto("/sign-in");
  await expect(page.getByLabel("Email")).toBeFocused();
  await page.keyboard.type("admin@example.com");
  await page.keyboard.press("Tab");
  await page.keyboard.type(process.env["E2E_PASSWORD"] ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/o\/[^/]+$/);
  await page.goto("/o/sandbox");

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").waitFor();
  await page.keyboard.type("usage");
  await page.getByRole("option", { name: "Usage" }).first().waitFor();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/usage$/);

  const chart = page.getByRole("figure").getByRole("slider");
  await chart.waitFor();
  await tabTo(page, /^Input tokens by model/);
  await expect(chart).toBeFocused();
  await page.keyboard.press("End");
  const count = await chart.getAttribute("aria-valuemax");
  await expect(chart).toHaveAttribute("aria-valuenow", count ?? "");
  await page.keyboard.press("ArrowLeft");
  await expect(chart).toHaveAttribute("aria-valuetext", /Total: [\d,]+/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/usage\/rows\?.*from=/);
  await page.getByRole("heading", { level: 1, name: "Rows behind the figure" }).waitFor();
  await tabTo(page, /^Usage$/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/usage\?range=custom/);
});

test("an event is opened, read and closed by keys, and the focus is where it was", async ({
  page,
  signInAs,
}) => {
  await signInAs("auditor");
  await page.goto("/o/sandbox/audit?type=project.created");
  const rows = page.getByRole("list", { name: "Audit log" }).getByRole("link");
  await rows.first().waitFor();
  await tabTo(page, /Created project/);
  await page.keyboard.press("Tab");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet.locator("pre")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(rows.nth(1)).toBeFocused();
});

test("a screen reader finds landmarks, one first heading, and names on what it may do", async ({
  page,
  signInAs,
}) => {
  await signInAs("finance");
  await page.goto("/o/sandbox/usage?range=7d");
  await page.getByRole("figure").waitFor();
  await expect(page.getByRole("complementary")).toMatchAriaSnapshot(`
    - complementary:
      - navigation "Navigation":
        - group "Monitor":
          - link "Overview"
          - link "Usage"
          - link "Costs"
  `);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "Usage" [level=1]
      - navigation:
        - link "One kind"
        - link "All kinds"
      - combobox "Kind of usage"
      - heading "Input tokens by model" [level=2]
      - figure:
        - slider /Input tokens by model/
        - list /Series/
        - button "Show figures"
      - region "Totals by model":
        - table "Totals by model"
  `);
  expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
});

test("nothing moves for who asked for less motion", async ({ page, signInAs }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await signInAs("admin");
  await page.goto("/o/sandbox/projects");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByRole("dialog").waitFor();
  const durations = await page.evaluate(() =>
    document.getAnimations().map((animation) => Number(animation.effect?.getComputedTiming().duration)),
  );
  expect(durations.filter((duration) => duration > 1)).toEqual([]);
});

test("with the system's own colours, bars keep theirs and the present page is marked", async ({
  page,
  signInAs,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  await signInAs("finance");
  await page.goto("/o/sandbox/usage?range=7d");
  const swatch = page
    .getByRole("list", { name: /^Series/ })
    .locator("span[aria-hidden]")
    .first();
  const background = (part: typeof swatch) => part.evaluate((node) => getComputedStyle(node).backgroundColor);
  const canvas = await background(page.locator("body"));
  expect(await background(swatch)).not.toBe(canvas);
  const here = page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Usage" });
  expect(await background(here)).not.toBe(canvas);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ""}`)).toEqual([]);
});

test("a row of a table is named by what it is about, and a button that stands in many says for which", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  const tables = {
    "/members": "Members",
    "/projects": "Projects",
    "/keys": "API keys",
    "/usage?by=project": "Totals by project",
    "/costs": "Totals by project",
    "/audit/trail": "Console trail",
    "/settings/streams": "Synchronization",
  };
  for (const [path, name] of Object.entries(tables)) {
    await page.goto(`/o/sandbox${path}`);
    const rows = page.getByRole("table", { name, exact: true }).locator("tbody tr");
    await rows.first().waitFor();
    await expect(rows.first().getByRole("rowheader"), path).not.toBeEmpty();
    await expect(page.getByRole("table", { name, exact: true }).getByRole("rowheader")).toHaveCount(
      await rows.count(),
    );
  }
  const sync = page.getByRole("table", { name: "Synchronization" }).getByRole("button", { name: /^Sync/ });
  const names = await sync.evaluateAll((buttons) => buttons.map((button) => button.ariaLabel));
  expect(names.length).toBeGreaterThan(10);
  expect(new Set(names).size).toBe(names.length);
});
