import { Decimal } from "decimal.js";
import OpenAI from "openai";
import { expect, test } from "./fixtures.ts";

const costs = "/o/sandbox/costs";

function firstOfMonth(monthsFromNow: number): number {
  const now = new Date();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + monthsFromNow, 1) / 1000;
}

/** What upstream says that last month cost, page after page. */
async function upstreamTotal(): Promise<string> {
  const client = new OpenAI({ adminAPIKey: "sk-admin-twin", baseURL: process.env["E2E_TWIN_URL"] ?? "" });
  let total = new Decimal(0);
  let page: string | undefined;
  do {
    const answer = await client.admin.organization.usage.costs({
      start_time: firstOfMonth(-1),
      end_time: firstOfMonth(0),
      limit: 10,
      ...(page && { page }),
    });
    for (const bucket of answer.data) {
      for (const result of bucket.results) {
        if ("amount" in result) total = total.add(result.amount?.value ?? 0);
      }
    }
    page = answer.has_more ? (answer.next_page ?? undefined) : undefined;
  } while (page);
  return new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).format(
    total.toFixed(2) as Intl.StringNumericLiteral,
  );
}

test("the total of last month is upstream's, to the cent, on page, card and in the file", async ({
  page,
  signInAs,
}) => {
  const total = await upstreamTotal();
  await signInAs("finance");
  await page.goto(`${costs}?range=lastMonth`);
  const table = page.getByRole("table", { name: "Totals by project" });
  await expect(table.getByRole("row", { name: /^Total/ })).toContainText(total);
  await expect(
    page.getByRole("region").or(page.locator("section")).filter({ hasText: "All of" }).first(),
  ).toContainText(total);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const file = await (await download).createReadStream();
  const text = Buffer.concat(await file.toArray()).toString("utf8");
  const [head, ...lines] = text.trimEnd().split("\n");
  expect(head).toBe("day_utc,project_id,project_name,line_item,amount,currency");
  const sum = lines.reduce((all, line) => all.add(line.split(",").at(-2) ?? "0"), new Decimal(0));
  expect(`$${Number(sum.toFixed(2)).toLocaleString("en-US", { minimumFractionDigits: 2 })}`).toBe(total);
});

test("a project opens into its line items, and the link keeps it open", async ({ page, signInAs }) => {
  await signInAs("finance");
  await page.goto(`${costs}?range=lastMonth`);
  const table = page.getByRole("table", { name: "Totals by project" });
  const first = table.getByRole("link", { name: /^Show what/ }).first();
  await first.waitFor();
  const rows = await table.getByRole("row").count();
  await first.click();
  await expect(page).toHaveURL(/open=proj_/);
  await expect(table.getByRole("link", { name: /^Hide what/ })).toHaveAttribute("aria-expanded", "true");
  await expect.poll(() => table.getByRole("row").count()).toBeGreaterThan(rows);

  await page.reload();
  await expect(table.getByRole("link", { name: /^Hide what/ })).toBeVisible();
});

test("costs by key say since when OpenAI answers them", async ({ page, signInAs }) => {
  await signInAs("finance");
  await page.goto(costs);
  await page.getByLabel("Group by").selectOption("key");
  await expect(page).toHaveURL(/by=key/);
  await expect(page.getByText(/OpenAI answers costs by API key from .* on/)).toBeVisible();
  await expect(page.getByText("UTC days", { exact: false }).first()).toBeVisible();
});

test("the file is for who is signed in and belongs to the organization", async ({ page, signInAs }) => {
  expect((await page.request.get(`${costs}/export`)).status()).toBe(401);
  await signInAs("finance");
  expect((await page.request.get("/o/elsewhere/costs/export")).status()).toBe(404);
  const answer = await page.goto("/o/elsewhere/costs");
  expect(answer?.status()).toBe(404);
});

test("pictures of costs", async ({ signInAs, takePictures }) => {
  test.slow();
  await signInAs("admin");
  await takePictures("costs", costs);
});
