import { expect, test } from "./fixtures.ts";
import { plainPage } from "./plain-page.ts";

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

  const plain = await plainPage(browser, page);
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

test("without scripts, the operation that an address names is in the page, and closing it keeps the filter", async ({
  browser,
  page,
  signInAs,
}) => {
  await signInAs("auditor");
  await page.goto("/o/sandbox/audit/trail?outcome=succeeded");
  const address = await page.getByRole("table").getByRole("link").first().getAttribute("href");
  expect(address).toMatch(/^\?outcome=succeeded&operation=/);

  const plain = await plainPage(browser, page);
  await plain.goto(`/o/sandbox/audit/trail${address}`);
  await expect(plain.getByRole("heading", { level: 2 }).first()).toBeVisible();
  await expect(plain.getByText("Operation ID", { exact: true }).first()).toBeVisible();
  await plain.getByRole("link", { name: "Close" }).click();
  await expect(plain).toHaveURL(/\/audit\/trail\?outcome=succeeded$/);
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

test("without scripts, what is read slowly is in the page, no place is held for it, and the page says why", async ({
  browser,
  page,
  signInAs,
}) => {
  await signInAs("admin");
  const plain = await plainPage(browser, page);
  await plain.goto("/o/sandbox/projects");
  await expect(plain.getByRole("table", { name: "Projects" })).toBeVisible();
  await expect(plain.locator("noscript p")).toContainText("This console needs JavaScript");
  await expect(plain.locator("noscript p")).toBeVisible();
  for (const place of await plain.locator("[data-skeleton]").all()) await expect(place).toBeHidden();
  await plain.context().close();
});
