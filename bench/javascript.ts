/**
 * `npm run bench -- javascript [--modules] [PAGE…]`: the JavaScript that a current browser loads for each page before
 * anybody touches it, gzip as it is sent, against the least page of the same framework. Needs Chromium.
 */
import { join } from "node:path";
import { chromium } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { startDemonstration } from "#bench/browser/console.ts";
import { startBare } from "#bench/browser/bare.ts";
import { weighModules } from "#bench/browser/modules.ts";
import { listPages } from "#bench/browser/pages.ts";
import { signInAs } from "#e2e/fixtures.ts";
import { buildDir } from "#scripts/build/build.ts";
import { ensureBrowser } from "#scripts/check/browser.ts";

type Script = { name: string; bytes: number };

const aims = { plain: 40, chart: 140 };
const kilobyte = 1000;
/** What is loaded late, after the page has settled, still counts. */
const settleMs = 1500;

/** The scripts that a page loads in a browser that has seen none of them. */
async function scriptsOf(browser: Browser, url: string, prepare?: (page: Page) => Promise<void>) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await prepare?.(page);
  // What a page visited before has cached would be missing here.
  const session = await context.newCDPSession(page);
  await session.send("Network.clearBrowserCache");
  await page.goto("about:blank");
  const seen: Promise<Script>[] = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() !== "script") return;
    const name = new URL(request.url()).pathname.split("/").at(-1) ?? "";
    seen.push(request.sizes().then(({ responseBodySize }) => ({ name, bytes: responseBodySize })));
  });
  await page.goto(url);
  await page.waitForLoadState("networkidle", { timeout: 15_000 }).catch(() => undefined);
  await page.waitForTimeout(settleMs);
  const scripts = new Map((await Promise.all(seen)).map((script) => [script.name, script]));
  await context.close();
  return [...scripts.values()];
}

function total(scripts: Script[]): number {
  return scripts.reduce((sum, { bytes }) => sum + bytes, 0) / kilobyte;
}

function printModules(scripts: Script[], isBare: (name: string) => boolean): void {
  const weights = new Map<string, number>();
  for (const { name } of scripts) {
    for (const [owner, bytes] of weighModules(join(buildDir(), ".next/static/chunks"), name))
      weights.set(owner, (weights.get(owner) ?? 0) + bytes);
  }
  const heavy = [...weights].toSorted(([, a], [, b]) => b - a).filter(([owner]) => !isBare(owner));
  for (const [owner, bytes] of heavy.slice(0, 40))
    console.log(`    ${(bytes / kilobyte).toFixed(1).padStart(7)}  ${owner}`);
}

const words = process.argv.slice(2);
const isDetailed = words.includes("--modules");
const asked = words.filter((word) => !word.startsWith("--"));
if (isDetailed) process.env["METSUKE_SOURCE_MAPS"] = "1";

const bare = await startBare();
const { url: base, stop } = await startDemonstration();
const browser = await chromium.launch({
  executablePath: await ensureBrowser(),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  const least = total(await scriptsOf(browser, bare.url));
  console.log(`bare page                ${least.toFixed(1).padStart(7)} kB`);
  const signedIn = await browser.newContext({ baseURL: base });
  const page = await signedIn.newPage();
  await signInAs(page, "admin");
  const pages = await listPages(page);
  const cookies = await signedIn.cookies();
  for (const { name, path, isPublic, hasChart } of pages) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const scripts = await scriptsOf(browser, base + path, async (fresh) => {
      if (!isPublic) await fresh.context().addCookies(cookies);
    });
    const above = total(scripts) - least;
    const aim = hasChart ? aims.chart : aims.plain;
    const verdict = `${above <= aim ? "within" : "above"} the aim of ${aim}`;
    console.log(
      `${name.padEnd(24)} ${total(scripts).toFixed(1).padStart(7)} kB   ${above.toFixed(1).padStart(6)} above bare   ${(above / least).toFixed(2)} of it   ${verdict}`,
    );
    if (isDetailed) printModules(scripts, (owner) => owner === "next" || owner.startsWith("next: "));
  }
} finally {
  await browser.close();
  await bare.stop();
  await stop();
}
