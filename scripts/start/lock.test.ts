import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { identify, isAlive } from "../system/identify.ts";
import type { Identity } from "../system/identify.ts";
import { takeLock } from "./lock.ts";

const url = "http://localhost:3000";
let path: string;
const started: Identity[] = [];

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), "metsuke-lock-")), "run.json");
});

afterEach(() => {
  for (const { pid } of started.splice(0).filter(isAlive)) process.kill(pid, "SIGKILL");
  rmSync(dirname(path), { recursive: true, force: true });
});

function startSleeper(): Identity {
  const { pid = 0 } = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
    detached: true,
    stdio: "ignore",
  });
  const identity = identify(pid) ?? { pid, startedAt: "" };
  started.push(identity);
  return identity;
}

function leaveRun(run: { supervisor: Identity; launchers: Identity[]; children: Identity[] }): void {
  writeFileSync(path, JSON.stringify({ url, ...run }));
}

test("a second start over the same data directory is refused and told where the first one is", async () => {
  leaveRun({ supervisor: startSleeper(), launchers: [startSleeper()], children: [] });
  await expect(takeLock(path, url)).rejects.toThrow(
    /Metsuke already runs over .*process \d+, http:\/\/localhost:3000/,
  );
});

test("after kill -9 of the supervisor the next start ends what it left and takes over", async () => {
  const child = startSleeper();
  leaveRun({ supervisor: { pid: 2 ** 22 + 1, startedAt: "1" }, launchers: [], children: [child] });

  const lock = await takeLock(path, url);

  expect(isAlive(child)).toBe(false);
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ supervisor: { pid: process.pid } });
  lock.release();
});

test("a run whose npm was killed is an orphan, and is ended by the next start", async () => {
  const [supervisor, child] = [startSleeper(), startSleeper()];
  leaveRun({ supervisor, launchers: [{ pid: 2 ** 22 + 1, startedAt: "1" }], children: [child] });

  const lock = await takeLock(path, url);

  expect([isAlive(supervisor), isAlive(child)]).toEqual([false, false]);
  lock.release();
});

test("a process that has the number of a dead child, but is another one, is left alone", async () => {
  const stranger = startSleeper();
  leaveRun({
    supervisor: { pid: 2 ** 22 + 1, startedAt: "1" },
    launchers: [],
    children: [{ pid: stranger.pid, startedAt: "long ago" }],
  });

  const lock = await takeLock(path, url);

  expect(isAlive(stranger)).toBe(true);
  lock.release();
});

test("a lock file cut short by a crash is no lock", async () => {
  writeFileSync(path, '{"supervisor":{"pi');
  const lock = await takeLock(path, url);
  lock.release();
});
