import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

const path = "/o/sandbox/members";

/** The twin's side of the story: what a person who was invited does. */
async function accept(email: string, name: string): Promise<void> {
  const url = process.env["E2E_TWIN_URL"] ?? "http://127.0.0.1:4300/v1";
  const headers = { authorization: "Bearer sk-admin-twin", "content-type": "application/json" };
  for (let after = ""; ;) {
    const answer = await fetch(`${url}/organization/invites?limit=100${after}`, { headers });
    const page = (await answer.json()) as { data: { id: string; email: string }[]; has_more: boolean };
    const invite = page.data.find((each) => each.email === email);
    if (invite) {
      const control = url.replace(/\/v1$/, `/__twin/invites/${invite.id}/accept`);
      await fetch(control, { method: "POST", headers, body: JSON.stringify({ name }) });
      return;
    }
    if (!page.has_more) throw new Error(`The twin has no invite for ${email}.`);
    after = `&after=${page.data.at(-1)?.id}`;
  }
}

async function invite(page: Page, email: string): Promise<void> {
  await page.getByRole("button", { name: "Invite member" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite member" });
  await dialog.getByLabel("Email").fill(email);
  await dialog.getByRole("button", { name: "Send invite" }).click();
  await expect(page.getByText(`Invite sent to ${email}.`)).toBeVisible();
}

const unique = (prefix: string) => `${prefix}-${Math.random().toString(36).slice(2, 10)}`;

test("an admin invites somebody and takes the invite back", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.goto(`${path}/invites`);
  const email = `${unique("guest")}@example.com`;
  await invite(page, email);

  await page.getByRole("textbox", { name: "Search by email" }).fill(email);
  // The table is exchanged when the search has been answered: a dialog opened before would go with it.
  await expect(page.getByRole("row")).toHaveCount(2);
  const row = page.getByRole("row", { name: email });
  await expect(row).toContainText("Pending");
  await row.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText(`The invite for ${email} is revoked.`)).toBeVisible();
  await expect(page.getByText("No invites found")).toBeVisible();
});

test("what upstream or the console refuses is said in words, and what was typed stays", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  await page.goto(path);
  const taken = await page.getByRole("row").nth(1).getByRole("cell").nth(0).innerText();
  await page.getByRole("button", { name: "Invite member" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite member" });
  await dialog.getByLabel("Email").fill("not an address");
  await dialog.getByRole("button", { name: "Send invite" }).click();
  await expect(dialog.getByText("Enter an email address.")).toBeVisible();
  await dialog.getByLabel("Email").fill(taken);
  await dialog.getByRole("button", { name: "Send invite" }).click();
  await expect(dialog.getByText(`${taken} is a member of the organization already.`)).toBeVisible();
  await expect(dialog.getByLabel("Email")).toHaveValue(taken);
});

test("somebody joins, is given another role and is removed, and the trail tells it", async ({
  page,
  signInAs,
}) => {
  test.setTimeout(150_000);
  await signInAs("admin");
  await page.goto(path);
  const name = unique("Newcomer");
  const email = `${name.toLowerCase()}@example.com`;
  await invite(page, email);
  await accept(email, name);
  await page.getByRole("button", { name: /^As of/ }).click();
  await page.getByRole("button", { name: "Sync now" }).click();
  await expect(async () => {
    await page.goto(`${path}?q=${name}`);
    await expect(page.getByRole("link", { name })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 90_000 });

  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.getByRole("button", { name: "Change role" }).click();
  const change = page.getByRole("dialog", { name: `Change the role of ${name}` });
  await change.getByLabel("Role").selectOption("owner");
  await change.getByRole("button", { name: "Change role" }).click();
  await expect(page.getByText(`${name} now has the role owner.`)).toBeVisible();
  await expect(page.getByText("Owns the organization and therefore every project")).toBeVisible();

  await page.getByRole("button", { name: "Remove member" }).click();
  const removal = page.getByRole("alertdialog");
  await expect(removal.getByRole("button", { name: "Remove member" })).toBeDisabled();
  await removal.getByRole("textbox").fill(email);
  await removal.getByRole("button", { name: "Remove member" }).click();
  await expect(page.getByText(`${name} has been removed.`)).toBeVisible();
  await expect(page.getByText(/^Left the organization on/)).toBeVisible();
  await expect(page.getByText("Member removed")).toBeVisible();
  await page.goto(`${path}?q=${name}`);
  await expect(page.getByText("No members found")).toBeVisible();
  await page.goto(`${path}?q=${name}&who=removed`);
  await expect(page.getByRole("link", { name })).toBeVisible();
});

test("search, filter and order are kept in the address", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.goto(path);
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  const all = await page.getByRole("row").count();
  await page.getByRole("combobox", { name: "Role" }).selectOption("owner");
  await expect(page).toHaveURL(/role=owner/);
  await expect.poll(() => page.getByRole("row").count()).toBeLessThan(all);
  await page.getByRole("link", { name: "Email" }).click();
  await expect(page).toHaveURL(/sort=email/);
  await expect(page.getByRole("columnheader", { name: "Email" })).toHaveAttribute("aria-sort", "ascending");
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Role" })).toHaveValue("owner");
});

test("an auditor sees everything and changes nothing", async ({ page, signInAs }) => {
  await signInAs("auditor");
  await page.goto(path);
  await expect(page.getByRole("button", { name: "Invite member" })).toHaveCount(0);
  await page.getByRole("row").nth(1).getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Latest activity" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove member" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Change role" })).toHaveCount(0);
});

test.describe("ids that nobody here has", () => {
  for (const id of ["user-nobody", "..%2Fprojects", "%00", "%F0%9F%98%80"]) {
    test(`${id} is not found`, async ({ page, signInAs }) => {
      await signInAs("admin");
      const answer = await page.goto(`${path}/${id}`);
      expect(answer?.status()).toBe(404);
    });
  }
});

for (const address of [path, `${path}/invites`, "/o/sandbox/keys"]) {
  test(`${address} is accessible`, async ({ page, signInAs }) => {
    await signInAs("admin");
    await page.goto(address);
    await expect(page.getByRole("table").first()).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}

test("the page of a member is accessible", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.goto(path);
  await page.getByRole("row").nth(1).getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Latest activity" })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
