import { expect, test } from "./fixtures.ts";

const overview = "/o/sandbox";

test("an admin sees spend, people, keys, leaders and events, and each figure leads to its rows", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  await page.goto(overview);
  for (const heading of [/^Spend in/, /^People active/, /^API keys at risk/, /^Latest events/]) {
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
  }
  await expect(page.getByRole("img", { name: /highest day \$/ })).toBeVisible();

  const spend = page.locator("section").filter({ has: page.getByRole("heading", { name: /^Spend in/ }) });
  // What today has cost may grow between the two pages.
  await expect(async () => {
    await page.goto(overview);
    const amount = await spend.getByRole("link").textContent();
    await spend.getByRole("link").click();
    await expect(page).toHaveURL(/\/costs$/);
    await expect(page.getByRole("row", { name: /^Total/ })).toContainText(amount ?? "", { timeout: 5_000 });
  }).toPass();

  await page.goBack();
  await page.getByRole("heading", { name: "Leading models" }).waitFor();
  const models = page
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: "Leading models" }) });
  await models.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/usage\?(.*&)?model=/);
});

test("spend is held against last month or last year, and the link says which", async ({ page, signInAs }) => {
  await signInAs("finance");
  await page.goto(overview);
  const spend = page.locator("section").filter({ has: page.getByRole("heading", { name: /^Spend in/ }) });
  await expect(spend).toContainText("on the same days of last month");
  await page.getByLabel("Compare with").selectOption("weeks");
  await expect(page).toHaveURL(/compare=weeks/);
  await expect(spend).toContainText("on the same weekdays last year");
});

test("who may see neither keys nor events gets no such block", async ({ page, signInAs }) => {
  await signInAs("finance");
  await page.goto(overview);
  await expect(page.getByRole("heading", { name: /^Spend in/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Leading projects/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: /^API keys at risk/ })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: /^Latest events/ })).toHaveCount(0);
});

test("pictures of the overview", async ({ signInAs, takePictures }) => {
  test.slow();
  await signInAs("admin");
  await takePictures("overview", overview);
});
