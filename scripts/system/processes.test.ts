import { spawn } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { findPort, isFree } from "./find-port.ts";
import { commandOf, identify, isAlive, parentOf } from "./identify.ts";
import { lastWords, runProgram } from "./run-program.ts";
import { stopGroup, waitForEnd } from "./stop.ts";

const node = (program: string) => ["--eval", program];

/** A process that lives until it is ended, in a group of its own; deaf: it does not listen to SIGTERM. */
async function aProcess({ isDeaf = false } = {}) {
  const program = `${isDeaf ? "process.on('SIGTERM', () => {});" : ""} console.log("up"); setInterval(() => {}, 1000)`;
  const child = spawn(process.execPath, node(program), {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const identity = identify(child.pid ?? 0);
  if (!identity) throw new Error("The process ended at once.");
  return identity;
}

test("a process is known by its number and its start, and another of the same number is not it", async () => {
  const own = identify(process.pid);
  expect(own && isAlive(own)).toBe(true);
  expect(isAlive({ pid: process.pid, startedAt: "1" })).toBe(false);
  const other = await aProcess();
  expect(parentOf(other.pid)).toBe(process.pid);
  expect(commandOf(other.pid)).toContain("setInterval");
  await stopGroup(other, 5000);
  expect(isAlive(other)).toBe(false);
  expect(identify(other.pid)).toBeUndefined();
  expect(commandOf(other.pid)).toBe("");
});

test("one that does not listen is ended all the same, one that has gone is no error, and waiting ends", async () => {
  const deaf = await aProcess({ isDeaf: true });
  expect(await waitForEnd(deaf, 50)).toBe(false);
  await stopGroup(deaf, 200);
  expect(isAlive(deaf)).toBe(false);
  await stopGroup(deaf, 200);
  expect(await waitForEnd(deaf, 0)).toBe(true);
});

test("a program's words come back; of one that fails the sentence that it marked, with all that it said", async () => {
  expect(await runProgram(process.execPath, node("console.log('fine')"))).toBe("fine\n");
  const failing = runProgram(
    process.execPath,
    node("console.log('✖ the disk is full'); console.error('at x'); process.exit(3)"),
  );
  await expect(failing).rejects.toMatchObject({
    message: "the disk is full",
    output: expect.stringContaining("at x"),
  });
  await expect(runProgram(process.execPath, node("process.exit(4)"))).rejects.toThrow("ended with 4");
  await expect(runProgram("/nowhere/at/all", [])).rejects.toMatchObject({ code: "ENOENT" });
  expect(lastWords(Array.from({ length: 12 }, (_, line) => `line ${line}`).join("\n"))).toMatch(
    /^line 4\n[^]*line 11$/,
  );
});

test("a program is ended with whoever asked for it", async () => {
  const asking = new AbortController();
  const running = runProgram(process.execPath, node("setInterval(() => {}, 1000)"), {
    signal: asking.signal,
  });
  setTimeout(() => asking.abort(), 100);
  await expect(running).rejects.toThrow();
});

test("a port that is found is free until somebody listens there", async () => {
  const port = await findPort();
  expect(await isFree(port, "127.0.0.1")).toBe(true);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  expect((server.address() as AddressInfo).port).toBe(port);
  expect(await isFree(port, "127.0.0.1")).toBe(false);
  server.close();
});
