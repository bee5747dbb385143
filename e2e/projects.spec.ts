import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.ts";

const path = "/o/sandbox/projects";
const unique = (prefix: string) => `${prefix}-${Math.random().toString(36).slice(2, 10)}`;

test("a project is made, renamed, given a member and archived for good", async ({ page, signInAs }) => {
  test.setTimeout(120_000);
  await signInAs("admin");
  await page.goto(path);
  const name = unique("試作 <b>Prototype</b> =1+1");
  await page.getByRole("button", { name: "Create project" }).click();
  const creation = page.getByRole("dialog", { name: "Create project" });
  await creation.getByLabel("Name").fill(name);
  await creation.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  const next = unique("Prototype");
  await page.getByRole("button", { name: "Rename" }).click();
  const renaming = page.getByRole("dialog", { name: "Rename" });
  await expect(renaming.getByLabel("Name")).toHaveValue(name);
  await renaming.getByLabel("Name").fill(next);
  await renaming.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("heading", { level: 1, name: next })).toBeVisible();

  await page.getByRole("button", { name: "Add member" }).click();
  const addition = page.getByRole("dialog", { name: "Add member" });
  await addition.getByRole("button", { name: "Add member" }).click();
  await expect(addition.getByText("Fill this in.")).toBeVisible();
  // The list of the choice, not the search field of the page behind it.
  const typed = page.getByRole("dialog").getByPlaceholder("Search");
  await addition.getByRole("combobox", { name: "Member" }).click();
  await typed.fill("schr");
  await page.getByRole("option", { name: /Jürgen Schröder/ }).click();
  await addition.getByRole("button", { name: "Add member" }).click();
  await expect(addition.getByText(/owns the organization and with it every project/)).toBeVisible();
  await addition.getByRole("combobox", { name: "Member" }).click();
  await typed.fill("clara");
  await page.getByRole("option", { name: /Clara Hoffmann/ }).click();
  await addition.getByRole("button", { name: "Add member" }).click();
  const row = page.getByRole("row", { name: /Clara Hoffmann/ });
  await expect(row).toContainText("Member");

  await row.getByRole("button", { name: "Actions for Clara Hoffmann" }).click();
  await page.getByRole("menuitem", { name: "Change role" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
  await expect(row).toContainText("Owner");
  await row.getByRole("button", { name: "Actions for Clara Hoffmann" }).click();
  await page.getByRole("menuitem", { name: "Remove from project" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove from project" }).click();
  await expect(page.getByText("The member has been removed from the project.")).toBeVisible();
  await expect(row).toHaveCount(0);

  await page.getByRole("button", { name: "Archive" }).click();
  const archiving = page.getByRole("alertdialog");
  await expect(archiving.getByRole("button", { name: "Archive" })).toBeDisabled();
  await archiving.getByRole("textbox").fill(next);
  await archiving.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByText(`${next} is archived.`)).toBeVisible();
  await expect(page.getByText(/^Archived on/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Rename" })).toHaveCount(0);
  await page.goto(`${path}?q=${next}`);
  await expect(page.getByText("No projects found")).toBeVisible();
  await page.goto(`${path}?q=${next}&status=archived`);
  await expect(page.getByRole("link", { name: next })).toBeVisible();
});

test("the default project is refused in upstream's own words", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.goto(`${path}?q=Default`);
  await page.getByRole("link", { name: "Default project" }).click();
  await page.getByRole("button", { name: "Rename" }).click();
  const renaming = page.getByRole("dialog", { name: "Rename" });
  await renaming.getByLabel("Name").fill("Something else");
  await renaming.getByRole("button", { name: "Rename" }).click();
  await expect(
    renaming.getByText("OpenAI refused the change: The default project cannot be modified."),
  ).toBeVisible();
  await expect(renaming.getByLabel("Name")).toHaveValue("Something else");
});

test("finance sees projects with their costs, and no keys", async ({ page, signInAs }) => {
  await signInAs("finance");
  await page.goto(path);
  await expect(page.getByRole("columnheader", { name: "Cost this month" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "API keys" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Create project" })).toHaveCount(0);
  const answer = await page.goto("/o/sandbox/keys");
  expect(answer?.status()).toBe(403);
});

test("keys at risk are counted and lead to the keys", async ({ page, signInAs }) => {
  await signInAs("auditor");
  await page.goto("/o/sandbox/keys");
  const card = page.getByRole("link", { name: /^Unused/ });
  const count = Number(/\d+/.exec(await card.innerText())?.[0]);
  expect(count).toBeGreaterThan(0);
  await card.click();
  await expect(page).toHaveURL(/risk=unused/);
  await expect(page.getByRole("row")).toHaveCount(count + 1);
});

test("the pages are accessible", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.goto(path);
  await expect(page.getByRole("table")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("row").nth(1).getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
