import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";

const main = new URL("./main.ts", import.meta.url).pathname;

async function run(...args: string[]): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stderr };
}

test.each([
  [["--seed", "large", "--scale", "0", "--database", "postgres://x"], "scale"],
  [["--seed", "huge", "--database", "postgres://x"], "seed"],
  [["--port", "http", "--database", "postgres://x"], "port"],
  [["--database", "mysql://x"], "postgres:// URL"],
  [["--database", "postgres://x", "--faults", '[{"kind":"earthquake"}]'], "faults"],
  [["--nonsense"], "--nonsense"],
])("wrong usage is exit 2 and says what is wrong: %j", async (args, words) => {
  const { code, stderr } = await run(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
  expect(stderr).toContain("Usage:");
});

test("a database that is not there and a port that is taken are exit 1 and a sentence", async () => {
  const absent = await run("--port", "0", "--database", "postgres://postgres@127.0.0.1:9/none");
  expect(absent).toEqual({ code: 1, stderr: expect.stringContaining("the database refuses connections") });
  const twin = await startTestTwin();
  const taken = await run("--port", new URL(twin.url).port, "--database", twin.databaseUrl);
  await twin.stop();
  expect(taken).toEqual({ code: 1, stderr: expect.stringMatching(/port \d+ is in use/) });
});

test("it says in one JSON line where it listens, and ends on SIGTERM", async () => {
  const twin = await startTestTwin();
  const child = spawn(process.execPath, [main, "--port", "0", "--database", twin.databaseUrl]);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const ready = JSON.parse(line.toString()) as { msg: string; url: string };
  expect(ready).toEqual({ msg: "twin ready", url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1$/) });
  expect((await fetch(new URL("/healthz", ready.url))).status).toBe(200);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
  await twin.stop();
});
