import { once } from "node:events";
import { Agent, get } from "node:http";
import type { IncomingMessage } from "node:http";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { makeEvents } from "../bench/make-events.ts";
import type { Fleet } from "./fleet.ts";
import { startFleet } from "./fleet.ts";

test.describe.configure({ mode: "serial", timeout: 180_000 });

let fleet: Fleet;
let slug: string;
let organizationId: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  fleet = await startFleet();
  const [organization] = await fleet.sql<{ id: string; slug: string }>("SELECT id, slug FROM organizations");
  [organizationId, slug] = [organization?.id ?? "", organization?.slug ?? ""];
  await expect
    .poll(
      () => fleet.sql("SELECT FROM streams WHERE kind IN ('members', 'audit_log') AND as_of IS NOT NULL"),
      {
        timeout: 120_000,
      },
    )
    .toHaveLength(2);
});
test.afterAll(() => fleet.stop());

async function signIn(page: Page): Promise<void> {
  await page.goto(`${fleet.url}/sign-in`);
  await page.locator('input[name="email"]').fill(fleet.owner.email);
  await page.locator('input[name="password"]').fill(fleet.owner.password);
  await page.locator('form button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

const cookieOf = async (page: Page) =>
  (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

test("a page of one copy, its action on another: both serve, one trail, one request id through to upstream", async ({
  page,
}) => {
  await signIn(page);
  await page.goto(`${fleet.url}/o/${slug}/members/invites`);
  const before = [...fleet.served];
  for (let round = 0; round < 4; round += 1) {
    const email = `guest-${round}@example.com`;
    await page.getByRole("button", { name: "Invite member" }).click();
    const dialog = page.getByRole("dialog", { name: "Invite member" });
    await dialog.getByLabel("Email").fill(email);
    await dialog.getByRole("button", { name: "Send invite" }).click();
    await expect(page.getByText(`Invite sent to ${email}.`)).toBeVisible();
  }
  for (const [at, served] of fleet.served.entries()) expect(served).toBeGreaterThan(before[at] ?? 0);

  const trail = await fleet.sql<{ request_id: string }>(
    "SELECT DISTINCT request_id FROM trail WHERE action = 'member.invite' AND outcome = 'succeeded'",
  );
  expect(trail).toHaveLength(4);
  const lines = fleet.webs.flatMap(({ log }) => log().split("\n")).filter((line) => line.startsWith("{"));
  for (const { request_id: requestId } of trail) {
    const own = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line["requestId"] === requestId);
    expect(own.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(["upstream answered", "request answered"]),
    );
    const upstream = own.find(({ msg }) => msg === "upstream answered");
    expect(upstream?.["upstreamRequestId"]).toMatch(/\w{8,}/);
  }
});

test("what pages poll and what people download comes from every copy", async ({ page }) => {
  await signIn(page);
  const headers = { cookie: await cookieOf(page) };
  for (let round = 0; round < 6; round += 1) {
    const streams = await fetch(`${fleet.url}/o/${slug}/streams?kinds=members`, { headers });
    expect(streams.status).toBe(200);
    const file = await fetch(`${fleet.url}/o/${slug}/audit/export?format=jsonl`, { headers });
    expect((await file.text()).split("\n").length).toBeGreaterThan(50);
  }
});

test("a page finds the files of its own build, though every copy has another one", async ({ page }) => {
  const kept = join(fleet.dataDir, "static/chunks");
  await writeFile(join(kept, "0of-another-build.js"), "globalThis.another = true;");
  for (let round = 0; round < 4; round += 1) {
    const file = await fetch(`${fleet.url}/_next/static/chunks/0of-another-build.js`);
    expect(file.status).toBe(200);
    expect(file.headers.get("content-type")).toMatch(/javascript/);
    expect(file.headers.get("cache-control")).toContain("immutable");
    expect(await file.text()).toBe("globalThis.another = true;");
  }
  const absent = await fetch(`${fleet.url}/_next/static/chunks/0of-no-build.js`);
  expect([absent.status, absent.headers.get("cache-control")]).toEqual([404, "no-store"]);

  await page.goto(`${fleet.url}/sign-in`);
  const own = await page.locator('script[src^="/_next/static/chunks/"]').first().getAttribute("src");
  expect(await readdir(kept)).toContain(own?.split("/").at(-1)?.split("?")[0]);
});

test("a form whose action the console has no more says that it was updated, and keeps what was typed", async ({
  page,
}) => {
  await signIn(page);
  await page.goto(`${fleet.url}/o/${slug}/members/invites`);
  await page.getByRole("button", { name: "Invite member" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite member" });
  await dialog.getByLabel("Email").fill("kept@example.com");
  // As a page of another version would name it.
  await page.route("**/members/invites", (route, request) =>
    request.method() === "POST"
      ? route.continue({ headers: { ...request.headers(), "next-action": "7f".padEnd(42, "0") } })
      : route.continue(),
  );
  await dialog.getByRole("button", { name: "Send invite" }).click();
  await expect(dialog.getByRole("alert")).toContainText("The console was updated while this page was open");
  await expect(dialog.getByLabel("Email")).toHaveValue("kept@example.com");
});

test("an address that cannot be read is an address that nothing has", async ({ page }) => {
  await signIn(page);
  const headers = { cookie: await cookieOf(page) };
  for (const path of ["/o/%E0%A4%A/", "/o/%", `/o/${slug}/projects/%ff`]) {
    const answer = await fetch(`${fleet.url}${path}`, { headers, redirect: "follow" });
    expect(answer.status, path).toBe(404);
  }
});

test("the sign-in notes the address that the proxy saw, not the one that a client claims", async ({
  page,
}) => {
  await page.setExtraHTTPHeaders({ "x-forwarded-for": "203.0.113.77" });
  await signIn(page);
  const sessions = await fleet.sql<{ ip: string }>("SELECT DISTINCT ip FROM sessions");
  expect(sessions.map(({ ip }) => ip.replace("::ffff:", ""))).toEqual(["127.0.0.1"]);
});

test("every process is measured, under the names of routes, queues and endpoints", async () => {
  const [web = "", worker = ""] = await Promise.all(
    [`${fleet.webs[0]?.url}/api/metrics`, `${fleet.workers[0]?.url}/metrics`].map(async (url) =>
      (await fetch(url)).text(),
    ),
  );
  expect(web).toMatch(
    /metsuke_http_request_duration_seconds_count\{[^}]*route="\/o\/\[organization\]\/members\/invites"/,
  );
  expect(web).toMatch(/metsuke_workers 2/);
  expect(web).toMatch(/metsuke_stream_lag_seconds\{[^}]*stream="members"/);
  expect(worker).toMatch(/process="worker"/);
  const both = worker + (await (await fetch(`${fleet.workers[1]?.url}/metrics`)).text());
  expect(both).toMatch(/metsuke_job_duration_seconds_count\{[^}]*job="sync-stream"/);
  expect(both).toMatch(
    /metsuke_upstream_call_duration_seconds_count\{[^}]*template="GET \/organization\/users"/,
  );
  for (const secret of [...fleet.secrets, slug, fleet.owner.email]) expect(web + both).not.toContain(secret);
});

test("where Postgres takes too long for a part of a page, the part says so and the rest goes on working", async ({
  page,
}) => {
  await signIn(page);
  const client = new pg.Client({ connectionString: fleet.databaseUrl });
  await client.connect();
  await client.query("BEGIN; LOCK TABLE facts.audit_events IN ACCESS EXCLUSIVE MODE");
  try {
    await page.goto(`${fleet.url}/o/${slug}`, { waitUntil: "commit" });
    const main = page.getByRole("main");
    await expect(main.getByText("People active in 30 days")).toBeVisible();
    const late = main.getByRole("status").filter({ hasText: "This took too long" });
    await expect(late).toBeVisible();
    await expect(late).toHaveCount(1);
    await expect(main.getByRole("heading", { name: "Spend, last 30 days" })).toBeVisible();

    await page.goto(`${fleet.url}/o/${slug}/audit`, { waitUntil: "commit" });
    await expect(main.getByText("This took too long").first()).toBeVisible();
    await page
      .getByRole("searchbox")
      .or(page.getByRole("textbox", { name: "Search events" }))
      .fill("login");
    await expect(page).toHaveURL(/q=login/);
    await page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Members" }).click();
    await expect(page.getByRole("table", { name: "Members" })).toBeVisible();

    const opened = await page.request.get(`${fleet.url}/o/${slug}/audit?event=1700000000.event`);
    expect(opened.status()).toBe(200);
  } finally {
    await client.query("ROLLBACK");
    await client.end();
  }
  await page.goto(`${fleet.url}/o/${slug}/audit`);
  await expect(page.getByRole("list", { name: "Audit log" }).getByRole("link").first()).toBeVisible();
});

test("a worker that is killed is missed by nobody: the other one does its jobs", async () => {
  const [killed, other] = fleet.workers;
  killed?.child.kill("SIGKILL");
  await fleet.sql("UPDATE streams SET run_finished_at = now() - interval '1 hour' WHERE kind = 'audit_log'");
  await expect
    .poll(
      () =>
        fleet.sql(
          "SELECT FROM streams WHERE kind = 'audit_log' AND run_finished_at > now() - interval '5 minutes' AND as_of > now() - interval '5 minutes'",
        ),
      { timeout: 120_000 },
    )
    .toHaveLength(1);
  expect(other?.child.exitCode).toBeNull();
});

/** Takes the first piece, waits, then the rest; the number of bytes, or -1 where it was cut off. */
async function downloadSlowly(url: string, cookie: string, pauseMs: number): Promise<number> {
  const [answer] = (await once(get(url, { headers: { cookie } }), "response")) as [IncomingMessage];
  let bytes = 0;
  try {
    for await (const chunk of answer) {
      if (bytes === 0) await sleep(pauseMs);
      bytes += (chunk as Buffer).length;
    }
  } catch {
    return -1;
  }
  return answer.complete ? bytes : -1;
}

test("a copy that joins renders its pages for itself before it is ready, and leaves no trace of that", async () => {
  const traces = () =>
    fleet.sql(
      "SELECT (SELECT count(*) FROM sessions) AS sessions, (SELECT count(*) FROM trail WHERE actor_label = 'warm-up') AS entries",
    );
  const before = await traces();
  const { log, url } = await fleet.addWeb();
  const [, rendered] = /"rendered":(\d+).*"msg":"web is warm"/.exec(log()) ?? [];
  expect(Number(rendered)).toBeGreaterThan(0);
  expect(log()).not.toContain("rendered ahead");
  expect(log()).not.toContain("/members");
  expect(await (await fetch(`${url}/api/metrics`)).text()).not.toContain('route="/o/');
  expect(await traces()).toEqual(before);
});

async function connectionOf(url: string): Promise<string | undefined> {
  const [answer] = (await once(get(url, { agent: new Agent({ keepAlive: true }) }), "response")) as [
    IncomingMessage,
  ];
  answer.resume();
  return answer.headers.connection;
}

test("a web that is asked to stop turns unready, ends what it is answering, and nobody meets an error", async ({
  page,
}) => {
  const client = new pg.Client({ connectionString: fleet.databaseUrl });
  await client.connect();
  await makeEvents(client, organizationId, 100_000);
  await client.end();
  await signIn(page);
  const [first] = fleet.webs;
  const cookie = await cookieOf(page);
  const download = downloadSlowly(`${first?.url}/o/${slug}/audit/export?format=jsonl`, cookie, 4_000);
  await sleep(1_000);
  const ended = once(first?.child ?? process, "close");
  first?.child.kill("SIGTERM");
  await expect
    .poll(async () => (await fetch(`${first?.url}/api/health/ready`)).status, {
      timeout: 900,
      intervals: [50],
    })
    .toBe(503);
  // A connection that a proxy went on keeping would be closed under its next request. Node's own fetch hides the header.
  expect(await connectionOf(`${first?.url}/api/health/live`)).toBe("close");
  const statuses: number[] = [];
  const until = Date.now() + 3_000;
  while (Date.now() < until)
    statuses.push(
      (await fetch(`${fleet.url}/o/${slug}/streams?kinds=members`, { headers: { cookie } })).status,
    );
  expect([...new Set(statuses)]).toEqual([200]);

  expect(await download).toBeGreaterThan(50_000_000);
  expect(await ended).toEqual([0, null]);
  const [entry] = await fleet.sql<{ outcome: string }>(
    "SELECT outcome FROM trail WHERE action LIKE '%export%' ORDER BY id DESC LIMIT 1",
  );
  expect(entry?.outcome).toBe("succeeded");
});

test("no log of the whole run holds a secret", () => {
  const logs = [...fleet.webs, ...fleet.workers].map(({ log }) => log()).join("");
  expect(logs.length).toBeGreaterThan(10_000);
  for (const secret of fleet.secrets) expect(logs).not.toContain(secret);
});
