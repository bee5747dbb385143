import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

const audit = "/o/sandbox/audit";

/** The number of events that the page says the filter shows. */
async function shownCount(page: Page): Promise<number> {
  const words = await page.getByText(/^[\d,]+ events?$/).innerText();
  return Number(words.replace(/\D/g, ""));
}

async function downloaded(page: Page, format: string): Promise<string> {
  await page.getByRole("button", { name: "Download" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: format }).click(),
  ]);
  expect(await file.failure()).toBeNull();
  return readFile(await file.path(), "utf8");
}

test("an auditor filters by type, and both downloads hold exactly what is shown", async ({
  page,
  signInAs,
}) => {
  await signInAs("auditor");
  await page.goto(audit);
  const all = await shownCount(page);

  await page.getByRole("combobox", { name: "Event type" }).click();
  await page.getByRole("option", { name: "All: API keys" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/type=api_key\.\*/);
  await expect.poll(() => shownCount(page)).toBeLessThan(all);
  const count = await shownCount(page);
  expect(count).toBeGreaterThan(0);

  const lines = (await downloaded(page, "JSON Lines")).trimEnd().split("\n");
  const events = lines.map((line) => JSON.parse(line) as { id: string; type: string });
  expect(events).toHaveLength(count);
  expect(events.every(({ type }) => type.startsWith("api_key."))).toBe(true);

  const [head, ...rows] = (await downloaded(page, "CSV One column")).trimEnd().split("\n");
  expect(head).toMatch(/^id,effective_at,type,/);
  expect(rows.map((row) => row.split(",")[0])).toEqual(events.map(({ id }) => id));

  const first = page.getByRole("list", { name: "Audit log" }).getByRole("listitem").first();
  await expect(first).toContainText(events[0]?.type ?? "");
});

test("an event opens beside the list, in an address of its own, with its JSON as it came", async ({
  page,
  signInAs,
}) => {
  await signInAs("auditor");
  await page.goto(`${audit}?type=project.created`);
  await page.getByRole("listitem").first().getByRole("link").click();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("Created project");
  await expect(sheet.locator("pre")).toContainText('"type": "project.created"');
  await expect(page).toHaveURL(/event=\d+\./);

  await page.reload();
  await expect(sheet.locator("pre")).toContainText('"type": "project.created"');
  await sheet.getByRole("link", { name: "Events of this actor" }).click();
  await expect(page).toHaveURL(/actor=/);
  await expect(sheet).toBeHidden();
  await page.goto(`${audit}?event=1.none`);
  await expect(sheet.getByRole("alert")).toBeVisible();
});

test("the list reads on as it is scrolled", async ({ page, signInAs }) => {
  await signInAs("auditor");
  await page.goto(audit);
  const list = page.getByRole("list", { name: "Audit log" });
  await expect(list.getByRole("listitem").first()).toBeVisible();
  await expect(async () => {
    await list.hover();
    await page.mouse.wheel(0, 20_000);
    const last = await list.getByRole("listitem").last().getAttribute("aria-posinset");
    expect(Number(last)).toBeGreaterThan(250);
  }).toPass();
});

test("search, dates and a filter that makes no sense are in the address", async ({ page, signInAs }) => {
  await signInAs("auditor");
  await page.goto(audit);
  await page.getByRole("textbox", { name: "Search events" }).fill("no such thing %_\\");
  await expect(page.getByText("No event matches these filters")).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(new RegExp(`${audit}$`));

  await page.goto(`${audit}?from=2026-02-31`);
  await expect(page.getByText("These filters cannot be used")).toBeVisible();
  await expect(page.getByRole("button", { name: "Download" })).toBeHidden();
  const refused = await page.request.get(`${audit}/export?format=csv&from=2026-02-31`);
  expect(refused.status()).toBe(400);
});

test("finance people see neither the log nor its download, and strangers are sent away", async ({
  page,
  signInAs,
}) => {
  expect((await page.request.get(`${audit}/export?format=csv`)).status()).toBe(401);
  await signInAs("finance");
  const answer = await page.goto(audit);
  expect(answer?.status()).toBe(403);
  for (const path of ["export?format=csv", "events", "event?event=1.x", "trail/operation?operation=x"])
    expect((await page.request.get(`${audit}/${path}`)).status()).toBe(403);
  expect((await page.request.get("/o/nobody/audit/export?format=csv")).status()).toBe(404);
});

test("a download is on the console trail, with its filter and the number of rows", async ({
  page,
  signInAs,
}) => {
  await signInAs("auditor");
  await page.goto(`${audit}?type=group.*&q=a`);
  const lines = (await downloaded(page, "JSON Lines")).trimEnd().split("\n");

  await page.getByRole("link", { name: "Console trail" }).click();
  const row = page.getByRole("row", { name: /Audit log exported/ }).first();
  await expect(row).toContainText("Succeeded");
  await row.getByRole("link").click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByRole("row", { name: /filter\.type/ })).toContainText("group.*");
  await expect(sheet.getByRole("row", { name: /^rows/ })).toContainText(String(lines.length));
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the log, an event and the trail are accessible in ${colorScheme}`, async ({ page, signInAs }) => {
    const violations = async () => {
      const { violations: found } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    };
    // Fading in halfway is not how the page looks.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await signInAs("auditor");
    await page.goto(`${audit}?type=project.created`);
    await page.getByRole("listitem").first().waitFor();
    expect(await violations()).toEqual([]);

    await page.getByRole("listitem").first().getByRole("link").click();
    await expect(page.getByRole("dialog").locator("pre")).toBeVisible();
    expect(await violations()).toEqual([]);

    await page.goto(`${audit}/trail`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Console trail");
    await page.getByRole("table").or(page.getByText("Nothing on the trail yet")).first().waitFor();
    expect(await violations()).toEqual([]);
  });
}

test("a filter that cannot be understood is named as its page names it", async ({ page, signInAs }) => {
  await signInAs("auditor");
  for (const [query, name] of [
    ["audit?from=nonsense", "From"],
    ["audit?tenant=perhaps", "Scope"],
    ["audit/trail?outcome=perhaps", "Outcome"],
  ]) {
    await page.goto(`/o/sandbox/${query}`);
    await expect(page.getByText(`The filter “${name}” cannot be understood.`)).toBeVisible();
  }
});
