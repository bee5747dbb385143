import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.ts";

const usage = "/o/sandbox/usage";
const costs = "/o/sandbox/costs";

// Figures are compared with rows in whole past months: today's still grow while the test reads them.

test("a figure of the usage table leads to its days, a day to its hours, and the sums are the figures", async ({
  page,
  signInAs,
}) => {
  await signInAs("finance");
  await page.goto(`${usage}?by=project&range=lastMonth`);
  const row = page.getByRole("table", { name: "Totals by project" }).getByRole("row").nth(2);
  const figure = row.getByRole("cell").nth(1).getByRole("link");
  const value = (await figure.textContent()) ?? "";
  await figure.click();

  await expect(page).toHaveURL(/\/usage\/rows\?.*project=proj_/);
  const sum = page.locator("section").filter({ has: page.getByRole("heading", { name: /^Input tokens/ }) });
  await expect(sum).toContainText(value);
  const days = page.getByRole("table", { name: "Rows behind the figure" });
  const day = days.getByRole("row").nth(1);
  const ofDay = (await day.getByRole("cell").getByRole("link").textContent()) ?? "";
  await day.getByRole("cell").getByRole("link").click();

  await expect(page).toHaveURL(/range=custom/);
  await expect(sum).toContainText(ofDay);
  await expect(days.getByRole("columnheader", { name: "Hour" })).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const text = Buffer.concat(await (await (await download).createReadStream()).toArray()).toString("utf8");
  const [head = "", ...lines] = text.trimEnd().split("\n");
  const place = head.split(",").indexOf("input_tokens");
  const total = lines.reduce((all, line) => all + Number(line.split(",")[place]), 0);
  expect(total.toLocaleString("en-US")).toBe(ofDay);
});

test("a figure of the costs leads to what OpenAI billed, day by day", async ({ page, signInAs }) => {
  await signInAs("finance");
  await page.goto(`${costs}?range=lastMonth`);
  const row = page.getByRole("table", { name: "Totals by project" }).getByRole("row").nth(2);
  const figure = row.getByRole("cell").nth(0).getByRole("link");
  const value = (await figure.textContent()) ?? "";
  await figure.click();
  await expect(page).toHaveURL(/\/costs\/rows\?/);
  await expect(page.locator("section").filter({ hasText: "UTC days" }).first()).toContainText(value);
  const days = page.getByRole("table", { name: "Rows behind the figure" });
  await days.getByRole("row").nth(1).getByRole("cell").getByRole("link").click();
  await expect(days.getByRole("columnheader", { name: "Line item" })).toBeVisible();
});

test("all kinds are at a glance, and each leads to itself in its own measure", async ({ page, signInAs }) => {
  await signInAs("finance");
  await page.goto(`${usage}/kinds`);
  const table = page.getByRole("table", { name: "All kinds" });
  await expect(table.getByRole("row")).toHaveCount(12);
  await table.getByRole("link", { name: "Images", exact: true }).click();
  await expect(page).toHaveURL(/kind=images/);
  await expect(page.getByLabel("Measure")).toHaveValue("quantity");
  await page.getByLabel("Group by").selectOption("size");
  await expect(page).toHaveURL(/by=size/);

  await page.getByLabel("Kind of usage").selectOption("vector_stores");
  await expect(page).toHaveURL(/kind=vector_stores/);
  await expect(page.getByLabel("Group by")).toHaveValue("project");
  await page.getByLabel("Kind of usage").selectOption("images");
  await expect(page.getByLabel("Group by")).toHaveValue("size");
});

test("figures of the chart lead to the rows of their column", async ({ page, signInAs }) => {
  await signInAs("finance");
  await page.goto(`${usage}?range=lastMonth&figures=true`);
  const figures = page.getByRole("figure").getByRole("row").nth(2);
  const total = figures.getByRole("cell").last();
  const value = (await total.textContent()) ?? "";
  await total.getByRole("link").click();
  await expect(page).toHaveURL(/\/usage\/rows\?.*from=/);
  await expect(page.locator("section").filter({ hasText: "Input tokens" }).first()).toContainText(value);
});

test("keys are narrowed by use and age, and a key has a page of its own", async ({ page, signInAs }) => {
  await signInAs("auditor");
  await page.goto("/o/sandbox/keys");
  await page.getByLabel("Age", { exact: true }).selectOption("90");
  await expect(page).toHaveURL(/older=90/);
  await page.getByRole("row").nth(1).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/keys\/proj_[^/]+\/key_/);
  await expect(page.getByRole("heading", { name: "About this key" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Spend, last 30 days" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Events", exact: true })).toBeVisible();
});

test("the palette finds events by their actor and their type, and leads to them", async ({
  page,
  signInAs,
}) => {
  await signInAs("auditor");
  await page.goto("/o/sandbox");
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder(/^Find a page/).fill("login.succ");
  await page.getByRole("option", { name: "login.succeeded" }).waitFor();
  await expect(
    page.getByRole("option", { name: /Search the whole audit log for “login.succ”/ }),
  ).toBeVisible();
  await page.getByRole("option", { name: "login.succeeded" }).click();
  await expect(page).toHaveURL(/\/audit\?type=login\.succeeded/);
});

test("who may not read the audit log is shown none of it by the palette", async ({ page, signInAs }) => {
  await signInAs("finance");
  const answer = await page.request.get("/o/sandbox/search?q=login");
  const { hits } = (await answer.json()) as { hits: { kind: string }[] };
  expect(hits.filter(({ kind }) => kind === "event" || kind === "eventType" || kind === "key")).toEqual([]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`kinds, rows and a key are accessible in ${colorScheme}`, async ({ page, signInAs }) => {
    test.slow();
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await signInAs("admin");
    await page.goto("/o/sandbox/keys");
    const key = await page.getByRole("row").nth(1).getByRole("link").first().getAttribute("href");
    const paths = [
      `${usage}/kinds?compare=year`,
      `${usage}/rows`,
      `${usage}/rows?range=custom&from=2026-11-10&through=2026-11-10`,
      `${costs}/rows`,
      "/o/sandbox/keys",
      key ?? "",
    ];
    for (const path of paths) {
      await page.goto(path);
      await page.waitForLoadState("networkidle", { timeout: 5000 }).catch(() => undefined);
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });
}

test("pictures of kinds, rows and keys", async ({ page, signInAs, takePictures }) => {
  test.slow();
  await signInAs("admin");
  await takePictures("usage-kinds", `${usage}/kinds?compare=previous`);
  await takePictures("usage-rows", `${usage}/rows?range=custom&from=2026-11-10&through=2026-11-10`, [
    { theme: "light", width: "wide", locale: "en" },
    { theme: "dark", width: "narrow", locale: "ja" },
  ]);
  await takePictures("cost-rows", `${costs}/rows`, [{ theme: "light", width: "wide", locale: "ja" }]);
  await takePictures("keys", "/o/sandbox/keys", [
    { theme: "light", width: "wide", locale: "en" },
    { theme: "dark", width: "narrow", locale: "ja" },
  ]);
  await page.goto("/o/sandbox/keys");
  const key = await page.getByRole("row").nth(1).getByRole("link").first().getAttribute("href");
  await takePictures("key", key ?? "", [
    { theme: "light", width: "wide", locale: "en" },
    { theme: "dark", width: "narrow", locale: "ja" },
  ]);
});

test("a view of the trail is what the trail opens with", async ({ page, signInAs }) => {
  const trail = "/o/sandbox/audit/trail";
  const name = `Exports ${Date.now()}`;
  await signInAs("auditor");
  await page.goto(`${trail}?action=audit.export`);
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save as a view…" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(/audit\/trail\?action=audit\.export&view=/);
  const menu = page.getByRole("button", { name });
  await menu.click();
  await page.getByRole("menuitem", { name: "Open this page with it" }).click();
  await expect(page.getByText("Changed what this page opens with.")).toBeVisible();
  await page.goto(trail);
  await expect(page).toHaveURL(/audit\/trail\?action=audit\.export&view=/);
  await menu.click();
  await page.getByRole("menuitem", { name: `Delete “${name}”` }).click();
  await expect(page.getByText(`Deleted the view ${name}.`)).toBeVisible();
});

test("a view is saved, opened, made the default, deleted and brought back", async ({ page, signInAs }) => {
  test.slow();
  await signInAs("auditor");
  await page.goto(`${usage}?kind=images&by=size`);
  const name = `Images ${Date.now()}`;
  const menu = page.getByRole("menu");
  await page.getByRole("button", { name: "Views" }).click();
  await menu.getByRole("menuitem", { name: "Save as a view…" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(/view=/);
  await expect(page.getByRole("button", { name })).toBeVisible();

  await page.getByRole("button", { name }).click();
  await menu.getByRole("menuitem", { name: "Open this page with it" }).click();
  await expect(page.getByText("Changed what this page opens with.")).toBeVisible();
  await page.goto(usage);
  await expect(page).toHaveURL(/kind=images/);
  await expect(page.getByLabel("Group by")).toHaveValue("size");

  await page.getByLabel("Group by").selectOption("model");
  await expect(page).not.toHaveURL(/by=size/);
  await page.getByRole("button", { name }).click();
  await menu.getByRole("menuitem", { name: `Update “${name}” to this` }).click();
  await expect(page.getByText(`Updated the view ${name}.`)).toBeVisible();

  await page.getByRole("button", { name }).click();
  await menu.getByRole("menuitem", { name: `Delete “${name}”` }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`The view ${name} is back.`)).toBeVisible();
  await page.goto(usage);
  await expect(page).toHaveURL(/kind=images/);
  await page.getByRole("button", { name }).click();
  await menu.getByRole("menuitem", { name: `Delete “${name}”` }).click();
  await expect(page.getByText(`Deleted the view ${name}.`)).toBeVisible();
  await page.goto(usage);
  await expect(page).not.toHaveURL(/kind=images/);
});
