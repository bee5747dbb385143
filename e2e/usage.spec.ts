import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.ts";

const usage = "/o/sandbox/usage";

test("the link holds what is shown, and a name leads to what it is made of", async ({ page, signInAs }) => {
  await signInAs("finance");
  // A whole past month: today's figures still grow while the test reads them.
  await page.goto(`${usage}?range=lastMonth`);
  await page.getByLabel("Group by").selectOption("project");
  await expect(page).toHaveURL(/by=project/);
  await page.getByLabel("Compare with").selectOption("previous");
  await expect(page).toHaveURL(/compare=previous/);

  const table = page.getByRole("table", { name: "Totals by project" });
  await expect(table.getByRole("columnheader", { name: "Change" })).toBeVisible();
  const first = table.getByRole("row").nth(2);
  const name = (await first.getByRole("link").first().textContent()) ?? "";
  const tokens = await first.getByRole("cell").nth(1).textContent();
  await first.getByRole("link", { name, exact: true }).click();

  await expect(page).toHaveURL(/project=proj_/);
  const parts = page.getByRole("table", { name: "Totals by model" });
  await expect(parts.getByRole("row").nth(1).getByRole("cell").nth(1)).toHaveText(tokens ?? "");
  await expect(page.getByRole("combobox", { name: "Project" })).toHaveText(name);

  await page.reload();
  await expect(parts.getByRole("row").nth(1).getByRole("cell").nth(1)).toHaveText(tokens ?? "");
});

test("a model is found by typing and filters chart and table", async ({ page, signInAs }) => {
  await signInAs("auditor");
  await page.goto(usage);
  const row = page.getByRole("table", { name: "Totals by model" }).getByRole("row").nth(2);
  const model = (await row.getByRole("link").first().textContent()) ?? "";

  await page.getByRole("combobox", { name: "Model" }).click();
  await page.getByPlaceholder("Search").fill(model.slice(1).toUpperCase());
  await page.getByRole("option", { name: model, exact: true }).click();
  await expect(page).toHaveURL((url) => url.searchParams.get("model") === model);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("table", { name: "Totals by model" }).getByRole("row")).toHaveCount(3);
});

test("the chart can be read by keyboard, filtered by its legend and shown in figures", async ({
  page,
  signInAs,
}) => {
  await signInAs("finance");
  await page.goto(`${usage}?range=7d`);
  const chart = page.getByRole("figure").getByRole("slider");
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("figure").getByRole("term").filter({ hasText: "Total" })).toBeVisible();

  const series = page
    .getByRole("list", { name: /^Series/ })
    .getByRole("button")
    .first();
  await expect(series).toHaveAttribute("aria-pressed", "true");
  await series.click();
  await expect(series).toHaveAttribute("aria-pressed", "false");
  await expect(page).toHaveURL(/hide=/);

  await page.getByRole("button", { name: "Show figures" }).click();
  await expect(page.getByRole("figure").getByRole("rowheader")).toHaveCount(7);
});

test("hours of a custom period are local hours", async ({ page, signInAs }) => {
  await signInAs("finance");
  await page.goto(`${usage}?range=custom&from=2026-11-02&through=2026-11-03&per=hour&figures=true`);
  const hours = page.getByRole("figure").getByRole("rowheader");
  await expect(hours).toHaveCount(48);
  await expect(hours.first()).toHaveText(/Nov 2, 2026, 12:00\sAM/);
});

test("options belong to who may see them, in an organization of theirs", async ({ page, signInAs }) => {
  const options = (of: string) => page.request.get(`${usage}/options?of=${of}`);
  expect((await options("project")).status()).toBe(401);
  await signInAs("finance");
  expect((await options("project")).status()).toBe(200);
  expect((await options("key")).status()).toBe(403);
  expect((await options("users; DROP TABLE users")).status()).toBe(400);
  expect((await page.request.get("/o/elsewhere/usage/options?of=project")).status()).toBe(404);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`usage, costs and overview are accessible in ${colorScheme}`, async ({ page, signInAs }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await signInAs("admin");
    for (const path of [`${usage}?compare=previous`, "/o/sandbox/costs", "/o/sandbox"]) {
      await page.goto(path);
      await page.waitForLoadState("networkidle", { timeout: 5000 }).catch(() => undefined);
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });
}

test("pictures of usage", async ({ signInAs, takePictures }) => {
  test.slow();
  await signInAs("admin");
  await takePictures("usage", `${usage}?by=project&compare=previous`);
});
