import type { Page } from "@playwright/test";

/** What somebody met: how often a page had to be loaded anew, and what a person or the browser would call wrong. */
export type Met = { clicks: number; loads: number; wrong: string[] };

/** Notes from now on what the browser of a page complains about. */
export function watch(page: Page): Met {
  const met: Met = { clicks: 0, loads: 0, wrong: [] };
  page.on("load", () => (met.loads += 1));
  page.on("pageerror", (error) => met.wrong.push(`script: ${error.message.slice(0, 200)}`));
  page.on("response", (answer) => {
    if (answer.status() >= 400 && new URL(answer.url()).pathname !== "/api/auth/error")
      met.wrong.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
  });
  return met;
}

/** Follows every link of the navigation and sees that a page stands there. */
export async function followLinks(page: Page, met: Met): Promise<void> {
  const links = page.getByRole("navigation", { name: "Navigation" }).getByRole("link");
  for (let at = 0; at < (await links.count()); at += 1) {
    const link = links.nth(at);
    const href = (await link.getAttribute("href")) ?? "";
    met.clicks += 1;
    await link.click();
    try {
      await page.waitForURL((url) => url.pathname === href, { timeout: 20_000 });
      await page.getByRole("main").getByRole("heading").first().waitFor({ timeout: 20_000 });
    } catch {
      met.wrong.push(`${href}: no page after 20 s`);
    }
    if (await page.getByRole("main").getByRole("alert").filter({ hasText: "could not be shown" }).count())
      met.wrong.push(`${href}: an error in the place of the page`);
  }
}

/** Opens the palette, whose code is loaded when it is first asked for. */
export async function openPalette(page: Page, met: Met): Promise<void> {
  met.clicks += 1;
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox").first();
  await box.waitFor({ timeout: 20_000 }).catch(() => met.wrong.push("the palette does not open"));
  await page.keyboard.press("Escape");
}

/** Sends the form of an invite that was opened and filled in before; says how it ended, in the words of the page. */
export async function sendInvite(page: Page, email: string): Promise<string> {
  const dialog = page.getByRole("dialog", { name: "Invite member" });
  await dialog.getByRole("button", { name: "Send invite" }).click();
  const sent = page.getByText(`Invite sent to ${email}.`);
  const refused = dialog.getByRole("alert").first();
  const broken = page.getByRole("main").getByRole("alert").first();
  await sent
    .or(refused)
    .or(broken)
    .first()
    .waitFor({ timeout: 20_000 })
    .catch(() => undefined);
  if (await sent.count()) return "sent";
  const isKept = (await dialog.count()) > 0 && (await dialog.getByLabel("Email").inputValue()) === email;
  const words =
    (await refused
      .or(broken)
      .first()
      .textContent()
      .catch(() => null)) ?? "nothing happened";
  return `${words} (what was typed is ${isKept ? "kept" : "lost"})`;
}

export async function fillInvite(page: Page, email: string): Promise<void> {
  await page.getByRole("button", { name: "Invite member" }).click();
  await page.getByRole("dialog", { name: "Invite member" }).getByLabel("Email").fill(email);
}
