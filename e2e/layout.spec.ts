import { expect, test } from "./fixtures.ts";

test("the head of the streams has its buttons in one line", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/o/sandbox/settings/streams");
  const buttons = [
    page.getByRole("link", { name: "Blind times as CSV" }),
    page.getByRole("link", { name: "Download CSV" }),
    page.getByRole("button", { name: /^(Sync everything now|Syncing)/ }).first(),
  ];
  const tops = await Promise.all(
    buttons.map(async (button) => Math.round((await button.boundingBox())?.y ?? -1)),
  );
  expect(new Set(tops).size, tops.join()).toBe(1);
});

test("on a phone, the total of every kind of usage is in sight without scrolling", async ({
  page,
  signInAs,
}) => {
  await signInAs("finance");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/o/sandbox/usage/kinds");
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows.first()).toBeVisible();
  await expect.poll(() => rows.count()).toBeGreaterThan(5);
  for (const row of (await rows.all()).slice(1)) {
    const box = await row.getByRole("cell").first().boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 390)).toBeLessThanOrEqual(390);
  }
});

test("on a phone, the palette shows names whole where their ids would crowd them out", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/o/sandbox");
  await page.getByRole("button", { name: "Search…" }).click();
  await page.getByRole("dialog").getByRole("combobox").fill("rechnungs");
  const name = page
    .getByRole("option", { name: /^Rechnungserfassung/ })
    .locator("span")
    .first();
  await expect(name).toHaveText("Rechnungserfassung");
  expect(await name.evaluate((node) => node.scrollWidth <= node.clientWidth)).toBe(true);
});
