import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { smallDisk } from "#lib/testing/small-disk.ts";
import { startOwnHouse, stopWorker, until } from "#lib/testing/workers.ts";

type House = Awaited<ReturnType<typeof startOwnHouse>>;
let house: House;
let lib: Awaited<ReturnType<typeof importAll>>;
let actor: Actor;

/** Everything that reads the environment, once that is the house's. */
async function importAll() {
  const [database, factories, exports, queue, pause, resume, cancel] = await Promise.all([
    import("#lib/db-writer.ts"),
    import("#lib/testing/factories.ts"),
    import("#lib/testing/exports.ts"),
    import("#lib/jobs/queue.ts"),
    import("#lib/background-jobs/pause.ts"),
    import("#lib/background-jobs/resume.ts"),
    import("#lib/background-jobs/cancel.ts"),
  ]);
  return { ...database, ...factories, ...exports, ...queue, ...pause, ...resume, ...cancel };
}

const rows = 300_000;

beforeAll(async () => {
  house = await startOwnHouse();
  lib = await importAll();
  lib.pool.on("error", () => undefined);
  actor = await lib.anActor({ role: "owner" });
  await lib.pool.query("SELECT facts.ensure_months('usage', '2025-01-01', '2025-03-01')");
  await lib.pool.query(
    `INSERT INTO facts.usage (organization_id, bucket_at, kind, project_id, model, requests)
     SELECT $1, timestamptz '2025-01-01' + (n % 1400) * interval '1 hour', 'completions', n::text, 'gpt-5', n
     FROM generate_series(1, $2::int) AS n`,
    [actor.organization.id, rows],
  );
  await lib.pool.query("ANALYZE facts.usage");
}, 240_000);

afterAll(async () => {
  await lib.closeQueue();
  await lib.writer.$disconnect();
  await lib.pool.end();
  await house.stop();
});

type Row = { state: string; done: number; code: string | null; hasResult: boolean };

async function rowOf(id: string): Promise<Row> {
  const found = await lib.pool.query<Row>(
    `SELECT state, progress_done::int AS done, last_error_code AS code, result IS NOT NULL AS "hasResult"
     FROM background_jobs WHERE id = $1`,
    [id],
  );
  return found.rows[0] ?? { state: "gone", done: 0, code: null, hasResult: false };
}

async function isDone(id: string): Promise<boolean> {
  const { state, code } = await rowOf(id);
  if (state === "failed") throw new Error(`The export failed: ${code}`);
  return state === "done";
}

/** Every row is in the file once; gives the digest of its lines in order. */
async function expectWhole(id: string): Promise<string> {
  const lines = (await lib.fileOf(id, "usage_hourly")).toString().split("\n").slice(1, -1);
  expect(lines).toHaveLength(rows);
  const seen = new Set(lines.map((line) => line.split(",")[2]));
  expect(seen.size).toBe(rows);
  return createHash("sha256").update(lines.toSorted().join("\n")).digest("hex");
}

test("kill -9 of the worker, again and again: another goes on, nothing is lost or doubled", async () => {
  const undisturbed = await lib.anExport(actor, { sets: "usage_hourly" });
  await lib.workOn(undisturbed);
  const expected = await expectWhole(undisturbed);

  const id = await lib.anExport(actor, { sets: "usage_hourly", gzip: "1" });
  let [spare, worker] = [house.startWorker(), house.startWorker()];
  const marks: number[] = [];
  while (!(await isDone(id))) {
    const { done } = await rowOf(id);
    await until("it moves on", async () => (await isDone(id)) || (await rowOf(id)).done > done);
    if (await isDone(id)) break;
    await sleep(Math.random() * 150);
    marks.push((await rowOf(id)).done);
    worker.kill("SIGKILL");
    [spare, worker] = [house.startWorker(), spare];
    if (marks.length > 4) break;
  }
  await until("it is done", async () => isDone(id));
  expect(marks.length).toBeGreaterThan(1);
  expect(await expectWhole(id)).toBe(expected);
  // Orphans of killed workers are gone.
  const folder = join(house.dir, "exports", actor.organization.id, id);
  const { rows: kept } = await lib.pool.query<{ pieces: number }>(
    "SELECT jsonb_array_length(result->'files'->0->'pieces') AS pieces FROM background_jobs WHERE id = $1",
    [id],
  );
  expect(readdirSync(folder)).toHaveLength(kept[0]?.pieces ?? 0);
  expect(await stopWorker(worker)).toBe(0);
  expect(await stopWorker(spare)).toBe(0);
}, 300_000);

test("Postgres is restarted in mid-export: the worker waits for it and goes on", async () => {
  const id = await lib.anExport(actor, { sets: "usage_hourly", gzip: "1" });
  const worker = house.startWorker();
  await until("it is under way", async () => (await rowOf(id)).done > 0);
  await house.restartPostgres();
  await until("it is done", async () => isDone(id));
  await expectWhole(id);
  expect(worker.exitCode).toBeNull();
  expect(await stopWorker(worker)).toBe(0);
}, 240_000);

test("a worker that is stopped in order hands over, and pause and cancel are honoured in the middle", async () => {
  const id = await lib.anExport(actor, { sets: "usage_hourly", gzip: "1" });
  const first = house.startWorker();
  await until("it is under way", async () => (await rowOf(id)).done > 0);
  expect(await lib.inMidJob(id, () => stopWorker(first))).toBe(0);
  const { state, done } = await rowOf(id);
  expect([state, done < rows]).toEqual(["queued", true]);

  const second = house.startWorker();
  await until("it goes on", async () => (await rowOf(id)).done > done);
  await lib.inMidJob(id, () => lib.pauseJob(actor, { jobId: id }));
  const paused = await rowOf(id);
  await sleep(2_500);
  expect(await rowOf(id)).toEqual(paused);
  expect(paused.state).toBe("paused");
  await lib.resumeJob(actor, { jobId: id });
  await until("it goes on", async () => (await rowOf(id)).done > paused.done);
  await lib.inMidJob(id, () => lib.cancelJob(actor, { jobId: id }));
  const folder = join(house.dir, "exports", actor.organization.id);
  await until("what it made is gone", async () => !readdirSync(folder).includes(id));
  expect(await rowOf(id)).toMatchObject({ state: "cancelled", hasResult: false });
  expect(await stopWorker(second)).toBe(0);
}, 240_000);

test("a disk that is full in mid-export: nothing half-done is offered, and it goes on once there is space", async () => {
  const disk = smallDisk(house, join(house.dir, "small"));
  try {
    const id = await lib.anExport(actor, { sets: "usage_hourly" });
    const worker = disk.startWorker();
    await until("the disk is full", async () => (await rowOf(id)).code === "diskFull");
    const full = await rowOf(id);
    expect(full).toMatchObject({ hasResult: false, state: "queued" });
    expect(full.done).toBeGreaterThan(0);
    const folder = join(disk.path, actor.organization.id, id);
    expect(readdirSync(folder).filter((name) => name.endsWith(".draft"))).toEqual([]);
    const next = await disk.grow(worker);
    await until("it is done", async () => isDone(id));
    const { rows: found } = await lib.pool.query<{ rows: number }>(
      "SELECT (result->'files'->0->>'rows')::int AS rows FROM background_jobs WHERE id = $1",
      [id],
    );
    expect(found[0]?.rows).toBe(rows);
    expect(await stopWorker(next)).toBe(0);
  } finally {
    disk.remove();
  }
}, 240_000);

test("of two workers at one job, one does it and the other leaves", async () => {
  const id = await lib.anExport(actor, { sets: "usage_hourly" });
  const outcomes = await Promise.all([lib.workOn(id), lib.workOn(id), lib.workOn(id)]);
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(["busy", "busy", "over"]);
  await expectWhole(id);
});
