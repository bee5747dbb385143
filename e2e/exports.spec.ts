import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Download, Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { makeLargeOrganization } from "./large-organization.ts";

const exportsPage = "/o/sandbox/exports";

type Wish = { sets: string[]; format?: "CSV" | "JSON Lines"; gzip?: boolean; first?: string; last?: string };

/** Asks for an export through the form and gives its place in the list. */
async function ask(page: Page, { sets, format = "CSV", gzip = false, first, last }: Wish): Promise<Locator> {
  await page.getByRole("button", { name: "New export" }).click();
  const dialog = page.getByRole("dialog");
  for (const set of sets) await dialog.getByRole("checkbox", { name: set, exact: true }).check();
  await dialog.getByLabel("Format").selectOption(format);
  if (gzip) await dialog.getByLabel("Compress").check();
  if (first) await dialog.getByLabel("First day").fill(first);
  if (last) await dialog.getByLabel("Last day").fill(last);
  await dialog.getByRole("button", { name: "Export in the background" }).click();
  await expect(dialog).toBeHidden();
  return page
    .getByRole("list", { name: "Exports" })
    .locator("> li")
    .filter({ hasText: sets[0] ?? "" })
    .first();
}

async function download(item: Locator, name: string | RegExp): Promise<{ file: Download; text: string }> {
  const [file] = await Promise.all([
    item.page().waitForEvent("download"),
    item.getByRole("link", { name }).click(),
  ]);
  expect(await file.failure()).toBeNull();
  return { file, text: await readFile(await file.path(), "utf8") };
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

test("what the audit page shows is exported in the background, to the row, with digest and manifest", async ({
  page,
  signInAs,
}) => {
  await signInAs("auditor");
  await page.goto("/o/sandbox/audit?type=project.*");
  const words = await page.getByText(/^[\d,]+ events?$/).innerText();
  const shown = Number(words.replace(/\D/g, ""));
  await page.getByRole("button", { name: "Download" }).click();
  await page.getByRole("menuitem", { name: "In the background" }).click();
  await expect(page).toHaveURL(/exports\?audit=/);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("type=project.*")).toBeVisible();
  await dialog.getByLabel("Format").selectOption("JSON Lines");
  await dialog.getByRole("button", { name: "Export in the background" }).click();

  const item = page
    .getByRole("list", { name: "Exports" })
    .locator("> li")
    .filter({ hasText: "filtered" })
    .first();
  await expect(item.getByText("Ready")).toBeVisible();
  const { file, text } = await download(item, /audit_events.*\.jsonl/);
  expect(file.suggestedFilename()).toBe("sandbox-audit_events.jsonl");
  const events = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { type: string });
  expect(events).toHaveLength(shown);
  expect(events.every(({ type }) => type.startsWith("project."))).toBe(true);

  const manifest = JSON.parse((await download(item, "Manifest")).text) as {
    files: object[];
    readAt: object[];
  };
  expect(manifest.readAt).toHaveLength(1);
  expect(manifest.files).toMatchObject([
    { rows: shown, bytes: Buffer.byteLength(text), sha256: createHash("sha256").update(text).digest("hex") },
  ]);
});

test("a long export is watched, paused, resumed, downloaded in parts, and deleted", async ({
  page,
  signInAs,
}) => {
  test.setTimeout(120_000);
  const rows = 1_200_000;
  const large = await makeLargeOrganization(rows);
  try {
    await signInAs("admin");
    await page.goto(`/o/${large.slug}/exports`);
    await expect(page.getByText("No exports yet")).toBeVisible();
    const item = await ask(page, { sets: ["Usage by hour"] });
    await expect(item.getByText(/of 1,200,000 rows · .* rows a second/)).toBeVisible();
    await item.getByRole("button", { name: /^Pause/ }).click();
    await expect(item.getByText("Paused")).toBeVisible();
    const atRest = await item.getByText(/of 1,200,000 rows/).innerText();
    await page.waitForTimeout(2_500);
    await page.reload();
    expect(await item.getByText(/of 1,200,000 rows/).innerText()).toBe(atRest);

    await item.getByRole("button", { name: /^Resume/ }).click();
    await expect(item.getByText("Ready")).toBeVisible({ timeout: 90_000 });
    const { text } = await download(item, /usage_hourly.*\.csv/);
    expect(text.split("\n")).toHaveLength(rows + 2);

    const href = (await item.getByRole("link", { name: /usage_hourly/ }).getAttribute("href")) ?? "";
    const part = await page.request.get(href, { headers: { range: "bytes=1000-1999" } });
    expect(part.status()).toBe(206);
    expect(await part.text()).toBe(text.slice(1000, 2000));
    expect((await page.request.get(href, { headers: { range: "bytes=9999999999-" } })).status()).toBe(416);
    // The signature belongs to this export of this organization.
    expect((await page.request.get(href.replace(/link=\d/, "link=9"))).status()).toBe(404);
    expect((await page.request.get(href.replace(large.slug, "sandbox"))).status()).toBe(404);

    await item.getByRole("button", { name: /^Delete/ }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await expect(page.getByText("No exports yet")).toBeVisible();
    expect((await page.request.get(href)).status()).toBe(404);
  } finally {
    await large.remove();
  }
});

test("people are offered what their role may read, and links need a sign-in", async ({
  page,
  signInAs,
  browser,
}) => {
  await signInAs("finance");
  await page.goto(exportsPage);
  await page.getByRole("button", { name: "New export" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Costs by member")).toBeVisible();
  await expect(dialog.getByLabel("Audit log")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Export in the background" }).click();
  await expect(dialog.getByText("Choose one.")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  const item = await ask(page, { sets: ["Costs by member"], gzip: true, first: "2020-01-01" });
  await expect(item.getByText("Ready")).toBeVisible();
  const href = (await item.getByRole("link", { name: /costs_by_member/ }).getAttribute("href")) ?? "";
  expect((await page.request.get(href)).status()).toBe(200);
  const stranger = await browser.newContext();
  expect((await stranger.request.get(new URL(href, page.url()).href)).status()).toBe(401);
  await stranger.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the list and the form are accessible in ${colorScheme}`, async ({ page, signInAs }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await signInAs("admin");
    await page.goto(exportsPage);
    const item = await ask(page, { sets: ["Members", "Projects"] });
    await expect(item.getByText("Ready")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "New export" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await violations(page)).toEqual([]);
  });
}

test("pictures", async ({ page, signInAs, takePictures }) => {
  test.setTimeout(120_000);
  await signInAs("auditor");
  await takePictures("exports-empty", exportsPage, [{ theme: "light", width: "wide", locale: "en" }]);
  await page.goto(exportsPage);
  await page.context().addCookies([{ name: "metsuke-locale", value: "en", url: page.url() }]);
  await page.goto(exportsPage);
  const item = await ask(page, { sets: ["Usage by hour", "Members", "API keys"] });
  await expect(item.getByText("Ready")).toBeVisible();
  await takePictures("exports", exportsPage);
  await takePictures("exports-form", `${exportsPage}?audit=`, [
    { theme: "light", width: "narrow", locale: "ja" },
    { theme: "dark", width: "wide", locale: "en" },
  ]);
});
