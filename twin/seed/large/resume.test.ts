import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { findPort } from "#scripts/system/find-port.ts";
import { openPool } from "#twin/database.ts";
import type { Seeding } from "#twin/seeding/control.ts";
import type { SeedingProgress } from "#twin/seeding/progress.ts";
import { startTwin } from "#twin/server.ts";
import { checksumOf } from "#twin/testing/checksum.ts";
import { startTestTwin, withTwinDatabase } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

const main = new URL("../../main.ts", import.meta.url).pathname;
const [scale, days] = [0.004, 50];
const headers = { authorization: "Bearer sk-admin-twin" };

let whole: TestTwin;
beforeAll(async () => {
  whole = await startTestTwin({ seed: "large", scale, days });
}, 120_000);
afterAll(() => whole.stop());

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

type Run = { child: ChildProcess; lines: () => Record<string, unknown>[]; control: () => string };

function start(databaseUrl: string, port: number, size = { scale, days }): Run {
  const words = ["--seed", "large", "--scale", String(size.scale), "--days", String(size.days)];
  const child = spawn(process.execPath, [main, ...words, "--port", String(port), "--database", databaseUrl], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  children.push(child);
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const lines = () =>
    text
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { child, lines, control: () => `http://127.0.0.1:${port}/__twin/seeding` };
}

async function progressOf(address: string): Promise<SeedingProgress | undefined> {
  const response = await fetch(address, { headers }).catch(() => undefined);
  return response?.ok ? ((await response.json()) as SeedingProgress) : undefined;
}

/** Kills the process without a word as soon as the seeding is so far; false where it was ready before. */
async function killAt(run: Run, isThere: (progress: SeedingProgress) => boolean): Promise<boolean> {
  let progress: SeedingProgress | undefined;
  do progress = await progressOf(run.control());
  while (run.child.exitCode === null && progress?.state !== "done" && !(progress && isThere(progress)));
  run.child.kill("SIGKILL");
  await once(run.child, "close");
  return progress?.state !== "done";
}

const rowsOf = ({ steps }: SeedingProgress, step: string) =>
  steps.find((row) => row.step === step)?.rows ?? 0;
const hasBegun = ({ steps }: SeedingProgress, step: string) => steps.some((row) => row.step === step);

async function sizes(): Promise<{ usage: number; events: number }> {
  const rows = await whole.sql("SELECT step, row_count::int AS rows FROM twin.seeding_steps");
  const of = (step: string) => Number(rows.find((row) => row.step === step)?.rows);
  return { usage: of("usage"), events: of("events") };
}

test("killed at many moments it goes on, and ends with the same rows as one that was left alone", async () => {
  const { url, drop } = await withTwinDatabase();
  const { usage, events } = await sizes();
  const moments: ((progress: SeedingProgress) => boolean)[] = [
    ({ state }) => state === "running",
    (progress) => hasBegun(progress, "directory"),
    (progress) => rowsOf(progress, "usage") > usage * 0.05,
    (progress) => rowsOf(progress, "events") > events * 0.4,
    (progress) => rowsOf(progress, "usage") > usage * 0.7,
    (progress) => hasBegun(progress, "indexes of events") || hasBegun(progress, "indexes of usage"),
  ];
  let kills = 0;
  for (const moment of moments) {
    const run = start(url, await findPort());
    if (await killAt(run, moment)) kills += 1;
  }
  expect(kills).toBeGreaterThanOrEqual(4);
  const again = await startTwin({ port: 0, databaseUrl: url, seed: "large", scale, days });
  expect(await again.totals()).toEqual(await whole.totals());
  expect(await checksumOf(url)).toEqual(await checksumOf(whole.databaseUrl));
  await again.close();
  await drop();
}, 180_000);

async function sqlOn(databaseUrl: string, statement: string): Promise<unknown[]> {
  const pool = openPool(databaseUrl);
  const { rows } = await pool.query<Record<string, unknown>>(statement);
  await pool.end();
  return rows;
}

async function seedingTwin(databaseUrl: string) {
  let told: { url: string; adminUrl: string; seeding: Seeding } | undefined;
  const ready = startTwin({
    port: 0,
    databaseUrl,
    seed: "large",
    scale,
    days,
    onListening: (twin) => (told = twin),
  });
  await expect.poll(() => told?.seeding.progress().state).toBe("running");
  const { url = "", adminUrl = "", seeding } = told ?? {};
  const act = (action: string) =>
    fetch(`${adminUrl}/seeding`, { method: "POST", headers, body: JSON.stringify({ action }) });
  return { url, control: `${adminUrl}/seeding`, act, ready, seeding };
}

test("while it is seeded the API answers 503, and it is paused and resumed by its control address", async () => {
  const { url, drop } = await withTwinDatabase();
  const { url: api, control, act, ready } = await seedingTwin(url);
  expect((await act("pause")).status).toBe(200);
  const refused = await fetch(`${api}/organization/users`, { headers });
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ error: { code: "twin_seeding", type: "server_error" } });
  expect((await fetch(control)).status).toBe(401);
  expect((await act("explode")).status).toBe(400);
  const pieces = async () => {
    const { steps } = (await progressOf(control)) ?? { steps: [] };
    return steps.map(({ step, rows, day }) => ({ step, rows, day }));
  };
  const settled = async () => {
    const before = JSON.stringify(await pieces());
    await sleep(400);
    return before === JSON.stringify(await pieces());
  };
  await expect.poll(settled, { timeout: 30_000 }).toBe(true);
  expect(await progressOf(control)).toMatchObject({ state: "paused", rowsPerSecond: 0 });
  await act("resume");
  const twin = await ready;
  expect(await progressOf(control)).toMatchObject({ state: "done" });
  expect((await act("pause")).status).toBe(400);
  expect(await twin.totals()).toEqual(await whole.totals());
  await twin.close();
  await drop();
}, 60_000);

test("canceled it leaves an empty organization that works, with all its indexes", async () => {
  const { url, drop } = await withTwinDatabase();
  const { act, ready, seeding } = await seedingTwin(url);
  await expect.poll(() => seeding?.progress().rows).toBeGreaterThan(1000);
  expect((await act("cancel")).status).toBe(200);
  const twin = await ready;
  expect(await twin.totals()).toMatchObject({
    users: 1,
    projects: 1,
    apiKeys: 0,
    events: 0,
    completions: { rows: 0 },
    costs: { rows: 0, amount: "0" },
  });
  const response = await fetch(`${twin.url}/organization/users`, { headers });
  expect(await response.json()).toMatchObject({ data: [{ email: "owner@example.com" }] });
  const indexes = "SELECT indexname FROM pg_indexes WHERE schemaname = 'twin' ORDER BY 1";
  expect(await sqlOn(url, indexes)).toEqual(await whole.sql(indexes));
  await twin.close();
  await drop();
}, 60_000);

test("an unfinished seeding is gone on with as it was begun, and not otherwise", async () => {
  const { url, drop } = await withTwinDatabase();
  const run = start(url, await findPort());
  expect(await killAt(run, (progress) => rowsOf(progress, "usage") > 500)).toBe(true);
  await expect(startTwin({ port: 0, databaseUrl: url, seed: "large", scale: 0.3, days })).rejects.toThrow(
    `--days ${days} --scale ${scale}`,
  );
  await expect(startTwin({ port: 0, databaseUrl: url })).rejects.toThrow("unfinished seeding");
  await drop();
}, 60_000);

test("SIGTERM ends it between two pieces with exit 0, after lines of progress", async () => {
  const { url, drop } = await withTwinDatabase();
  // Large enough not to be over before the first line of progress.
  const run = start(url, await findPort(), { scale: 0.05, days: 200 });
  await expect.poll(run.lines, { timeout: 20_000 }).toContainEqual(
    expect.objectContaining({
      msg: "twin seeding",
      state: "running",
      rows: expect.any(Number),
      rowsPerSecond: expect.any(Number),
    }),
  );
  run.child.kill("SIGTERM");
  const [code] = (await once(run.child, "close")) as [number | null];
  expect(code).toBe(0);
  expect(run.lines().at(-1)).toMatchObject({ msg: "twin seeding stopped" });
  await drop();
}, 60_000);
