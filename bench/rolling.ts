/**
 * node --conditions=react-server bench/rolling.ts COMMIT [TO]: an update without a break, from an older commit to these
 * sources (or to the commit TO), each built as it builds itself: web and worker of both over one database and behind one
 * proxy, while the new one's migrations run, while both answer, and while the old ones stop. Pages are asked for all the
 * time; a browser has a page of the old version open with a form filled in, another one comes while both answer. Prints
 * what each phase and browser met, and compares the mirror with the twin's own totals. Ends with 1 where anything is wrong.
 */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { chromium } from "@playwright/test";
import pg from "pg";
import type { Copy } from "#e2e/fleet/copy.ts";
import { endCopy, startWeb, startWorker } from "#e2e/fleet/copy.ts";
import { startProxy } from "#e2e/fleet/proxy.ts";
import type { Stage } from "#e2e/fleet/stage.ts";
import { makeStage } from "#e2e/fleet/stage.ts";
import { buildConsole } from "#scripts/build/build.ts";
import { ensureBrowser } from "#scripts/check/browser.ts";
import { root } from "#scripts/system/root.ts";
import { runProgram } from "#scripts/system/run-program.ts";
import { openServer } from "./database.ts";
import { keepAsking } from "./rolling/ask.ts";
import type { Met } from "./rolling/browse.ts";
import { fillInvite, followLinks, openPalette, sendInvite, watch } from "./rolling/browse.ts";
import { prepareVersion } from "./rolling/version.ts";
import { signIn } from "./web.ts";

const [from, to] = process.argv.slice(2);
if (!from) throw new Error("Name the commit that is to be updated: bench/rolling.ts COMMIT");

/** What was wrong in the whole run, a line each. */
const wrong: string[] = [];

function tell(what: string, text: string, faults: string[] = []): void {
  console.log(`${what.padEnd(44)} ${text}`);
  const counted = Map.groupBy(faults, (fault) => fault);
  for (const [fault, times] of counted) console.log(`  ${times.length} × ${fault}`);
  wrong.push(...faults);
}

type Scene = {
  stage: Stage;
  slug: string;
  id: string;
  cookie: string;
  browser: Browser;
  webs: Copy[];
  workers: Copy[];
};

const pagesOf = (slug: string) =>
  [
    "",
    "/usage",
    "/usage?by=project",
    "/costs",
    "/members",
    "/members/invites",
    "/projects",
    "/keys",
    "/audit",
    "/settings/streams",
  ].map((path) => `/o/${slug}${path}`);

/** Runs one phase of the update with somebody asking for pages all the while. */
async function phase({ stage, slug, cookie }: Scene, name: string, work: () => Promise<void>): Promise<void> {
  const asking = keepAsking(stage.url, cookie, pagesOf(slug));
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const { answers, longestMs, wrong: faults } = await asking.stop();
  tell(name, `${seconds.toFixed(1)} s, ${answers} pages, the longest ${Math.round(longestMs)} ms`, faults);
}

async function openPage({ stage, slug, browser }: Scene): Promise<{ page: Page; met: Met }> {
  const context = await browser.newContext({ locale: "en-US" });
  const page = await context.newPage();
  await page.goto(`${stage.url}/sign-in`);
  await page.locator('input[name="email"]').fill(stage.owner.email);
  await page.locator('input[name="password"]').fill(stage.owner.password);
  await page.locator('form button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  const met = watch(page);
  await page.goto(`${stage.url}/o/${slug}/members/invites`);
  return { page, met };
}

async function send(name: string, page: Page, email: string): Promise<void> {
  const ended = await sendInvite(page, email);
  tell(`${name}: a form`, ended, ended === "sent" ? [] : [ended]);
}

/** What somebody does in the browser; the address says which round it is. */
async function visit(name: string, { page, met }: { page: Page; met: Met }, email?: string): Promise<void> {
  const invites = page.url().replace(/(\/o\/[^/]+).*/, "$1/members/invites");
  if (email) {
    await page.goto(invites);
    await fillInvite(page, email);
    await send(name, page, email);
  }
  await openPalette(page, met);
  await followLinks(page, met);
  tell(`${name}: clicks`, `${met.clicks}, loaded anew ${met.loads}`, met.wrong.splice(0));
  await page.goto(invites);
}

/** Waits until the mirror is what the twin holds, which a worker that did a job twice or never would not reach. */
async function compareMirror({ stage, id }: Scene): Promise<void> {
  process.env["DATABASE_URL"] = stage.databaseUrl;
  process.env["METSUKE_SECRET"] = stage.ground.environment["METSUKE_SECRET"];
  const { compareTotals } = await import("#lib/testing/compare-totals.ts");
  const client = new pg.Client({ connectionString: stage.databaseUrl });
  await client.connect();
  let differences: string[] = [];
  for (const until = Date.now() + 300_000; Date.now() < until; await sleep(2000)) {
    differences = await compareTotals(id, client, await stage.twin.totals());
    if (differences.length === 0) break;
  }
  await client.end();
  tell("the mirror against the twin's totals", differences.length === 0 ? "equal" : "differs", differences);
  const twice = await stage.sql<{ email: string }>(
    "SELECT target_label AS email FROM trail WHERE action = 'member.invite' AND outcome = 'succeeded' GROUP BY 1 HAVING count(*) > 1",
  );
  tell(
    "invites that were sent twice",
    String(twice.length),
    twice.map(({ email }) => `${email} was invited twice`),
  );
}

async function update(scene: Scene, newer: string): Promise<void> {
  const { stage, webs, workers } = scene;
  const [oldWeb, oldWorker] = [webs[0], workers[0]];
  if (!oldWeb || !oldWorker) throw new Error("There is no web or worker of the old version.");
  const early = await openPage(scene);
  await fillInvite(early.page, "early@example.com");
  await phase(scene, "the old version alone", () => sleep(5000));

  const ground = { ...stage.ground, sources: newer };
  await phase(scene, "migrations of the new one", async () => {
    await runProgram(process.execPath, ["scripts/migrate.ts"], { cwd: newer, env: stage.ground.environment });
  });
  await phase(scene, "web and worker of the new one start", async () => {
    const [web, worker] = await Promise.all([startWeb("new-web", ground), startWorker("new-worker", ground)]);
    webs.push(web);
    workers.push(worker);
  });
  await phase(scene, "both versions, two browsers", async () => {
    await send("a page of before", early.page, "early@example.com");
    await visit("a page of before", early);
    const late = await openPage(scene);
    await visit("a page of meanwhile", late, "late@example.com");
    await late.page.context().close();
  });
  await fillInvite(early.page, "last@example.com");
  await phase(scene, "web and worker of the old one stop", async () => {
    await Promise.all([endCopy(oldWeb), endCopy(oldWorker)]);
    webs.splice(webs.indexOf(oldWeb), 1);
  });
  await phase(scene, "the new version alone", async () => {
    await send("a page of before", early.page, "last@example.com");
    await visit("a page of before", early, "after@example.com");
  });
  await compareMirror(scene);
}

async function end(proxy: Server): Promise<void> {
  proxy.closeAllConnections();
  proxy.close();
  await once(proxy, "close");
}

const older = await prepareVersion(from);
const newer = to === undefined ? (await buildConsole(), root) : await prepareVersion(to);
const server = await openServer();
const dataDir = mkdtempSync(join(tmpdir(), "metsuke-rolling-"));
process.env["METSUKE_DATA_DIR"] = dataDir;
const stage = await makeStage(older, server.url);
const browser = await chromium.launch({
  executablePath: await ensureBrowser(),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const webs = [await startWeb("old-web", stage.ground)];
const workers = [await startWorker("old-worker", stage.ground)];
const proxy = await startProxy(stage.port, webs, []);
try {
  const [organization] = await stage.sql<{ id: string; slug: string }>("SELECT id, slug FROM organizations");
  const cookie = await signIn(stage.url, stage.owner.email, stage.owner.password);
  await update(
    { stage, id: organization?.id ?? "", slug: organization?.slug ?? "", cookie, browser, webs, workers },
    newer,
  );
} finally {
  await browser.close();
  await Promise.all([...webs, ...workers].map(endCopy));
  await end(proxy);
  await stage.strike();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
console.log(wrong.length === 0 ? "nothing wrong" : `${wrong.length} wrong`);
process.exit(wrong.length === 0 ? 0 : 1);
