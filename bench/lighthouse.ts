/**
 * `npm run bench -- lighthouse [--runs=N] [PAGE…]`: Lighthouse's scores for performance and accessibility of each
 * page, signed in, production build and demonstration data, as a phone and as a desktop; medians of several runs.
 */
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { chromium } from "@playwright/test";
import lighthouse, { desktopConfig } from "lighthouse";
import type { Result } from "lighthouse";
import { startDemonstration } from "#bench/browser/console.ts";
import { listPages } from "#bench/browser/pages.ts";
import { signInAs } from "#e2e/fixtures.ts";
import { ensureBrowser } from "#scripts/check/browser.ts";

type Score = {
  performance: number;
  accessibility: number;
  shift: number;
  paintMs: number;
  blockedMs: number;
  failed: string[];
};

const aims = { performance: 95, accessibility: 100 };
/** What an audit promises below this is within what two runs differ by. */
const leastSavingMs = 50;
const presets = { mobile: undefined, desktop: desktopConfig };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The audits that took points from accessibility, and those that name something that would be faster. */
function failures({ categories, audits }: Result): string[] {
  const refs = categories["accessibility"]?.auditRefs ?? [];
  const failed = refs.filter(({ id, weight }) => weight > 0 && audits[id]?.score === 0).map(({ id }) => id);
  const savings = Object.values(audits).flatMap(({ id, metricSavings = {} }) =>
    Object.entries(metricSavings)
      .filter(([, saved = 0]) => saved >= leastSavingMs)
      .map(([metric, saved = 0]) => `${id} (${metric} ${Math.round(saved)})`),
  );
  return [...failed, ...savings];
}

const mostTries = 4;

/** A browser that is short of time loses the begin of its own recording; the page is not at fault. */
async function tryAgain(run: () => Promise<Result | undefined>, url: string): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    const result = await run();
    if (result && !result.runtimeError) return result;
    if (tries === mostTries)
      throw new Error(
        `Lighthouse cannot judge ${url}: ${result?.runtimeError?.message ?? "it says nothing"}`,
      );
  }
}

async function measure(
  url: string,
  port: number,
  cookie: string,
  preset: keyof typeof presets,
): Promise<Score> {
  const flags = {
    port,
    onlyCategories: ["performance", "accessibility"],
    extraHeaders: { Cookie: cookie },
    // The cookies are those of the session: what was stored stays.
    disableStorageReset: true,
    logLevel: "error" as const,
  };
  const lhr = await tryAgain(async () => (await lighthouse(url, flags, presets[preset]))?.lhr, url);
  const scoreOf = (category: string) => Math.round((lhr.categories[category]?.score ?? 0) * 100);
  const valueOf = (audit: string) => lhr.audits[audit]?.numericValue ?? Number.NaN;
  return {
    performance: scoreOf("performance"),
    accessibility: scoreOf("accessibility"),
    shift: valueOf("cumulative-layout-shift"),
    paintMs: valueOf("largest-contentful-paint"),
    blockedMs: valueOf("total-blocking-time"),
    failed: failures(lhr),
  };
}

function print(name: string, preset: string, scores: Score[]): void {
  const of = (key: "performance" | "accessibility" | "shift" | "paintMs" | "blockedMs") =>
    median(scores.map((score) => score[key]));
  const isWithin = of("performance") >= aims.performance && of("accessibility") >= aims.accessibility;
  // What every run found: the rest is the machine's.
  const [first, ...others] = scores;
  const failed = (first?.failed ?? []).filter((name) =>
    others.every((score) => score.failed.some((other) => other.split(" ")[0] === name.split(" ")[0])),
  );
  console.log(
    `${name.padEnd(12)} ${preset.padEnd(8)} performance ${of("performance")}  accessibility ${of("accessibility")}  ` +
      `LCP ${Math.round(of("paintMs"))} ms  TBT ${Math.round(of("blockedMs"))} ms  CLS ${of("shift").toFixed(3)}  ` +
      `${isWithin ? "within" : "below"} the aims ${failed.join(", ")}`,
  );
}

const words = process.argv.slice(2);
const runs = Number(words.find((word) => word.startsWith("--runs="))?.slice(7) ?? 3);
const asked = words.filter((word) => !word.startsWith("--"));

const { url, stop } = await startDemonstration();
const port = await freePort();
const browser = await chromium.launch({
  executablePath: await ensureBrowser(),
  args: [`--remote-debugging-port=${port}`, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
try {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await signInAs(page, "admin");
  const pages = await listPages(page);
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const { name, path, isPublic } of pages) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    for (const preset of ["mobile", "desktop"] as const) {
      const scores: Score[] = [];
      for (let run = 0; run < runs; run += 1)
        scores.push(await measure(url + path, port, isPublic ? "" : cookie, preset));
      print(name, preset, scores);
    }
  }
} finally {
  await browser.close();
  await stop();
}
