import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { sdkClient, startTestTwin, withTwinDatabase } from "#twin/testing/twin.ts";

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

test("killed while changes come, it has every one that it confirmed when it starts again, with its event", async () => {
  const { url: databaseUrl, drop } = await withTwinDatabase();
  const start = async () => {
    const child = spawn(process.execPath, [main, "--port", "0", "--database", databaseUrl]);
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    return { child, url: (JSON.parse(line.toString()) as { url: string }).url };
  };
  const first = await start();
  const { projects } = sdkClient(first.url).admin.organization;
  const confirmed: string[] = [];
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; ; n += 1) confirmed.push((await projects.create({ name: `${writer} ${n}` })).id);
  });
  await expect.poll(() => confirmed.length, { timeout: 20_000 }).toBeGreaterThan(40);
  first.child.kill("SIGKILL");
  await Promise.allSettled(writers);
  const second = await start();
  const { projects: again, auditLogs } = sdkClient(second.url).admin.organization;
  const [there, told]: [string[], string[]] = [[], []];
  for await (const { id } of again.list({ limit: 100 })) there.push(id);
  for await (const event of auditLogs.list({ limit: 100, event_types: ["project.created"] }))
    told.push(event["project.created"]?.id ?? "");
  expect(there).toEqual(expect.arrayContaining(confirmed));
  expect(told.toSorted()).toEqual(there.slice(1).toSorted());
  second.child.kill("SIGTERM");
  expect(await once(second.child, "exit")).toEqual([0, null]);
  await drop();
});
