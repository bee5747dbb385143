import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findPort } from "../system/find-port.ts";
import { serviceOf } from "./services.ts";

let logsDir: string;
beforeEach(() => (logsDir = mkdtempSync(join(tmpdir(), "metsuke-services-"))));
afterEach(() => rmSync(logsDir, { recursive: true, force: true }));

const log = () => join(logsDir, "web.log");

function service(program: string, more: { readyUrl?: string } = {}) {
  return serviceOf({ name: "web", words: ["--eval", program], env: process.env, logsDir, ...more });
}

test("a program is of use once it answers well, and not while it answers that it is not ready", async () => {
  const port = await findPort();
  const program = `let asked = 0; require("node:http").createServer((request, response) => {
    asked += 1; console.log("asked " + asked); response.writeHead(asked < 3 ? 503 : 200).end();
  }).listen(${port}, "127.0.0.1")`;
  const child = await service(program, { readyUrl: `http://127.0.0.1:${port}/` }).launch();
  child.kill("SIGKILL");
  expect(readFileSync(log(), "utf8")).toContain("asked 3");
});

test("one that ends before it is ready says why, in the words of its log", async () => {
  const line = { level: "error", msg: "could not start", err: { message: "the port is taken" } };
  const program = `console.log("hello"); console.log(${JSON.stringify(JSON.stringify(line))}); process.exit(3)`;
  const one = service(program, { readyUrl: "http://127.0.0.1:9/" });
  await expect(one.launch()).rejects.toThrow(
    "web ended before it was ready: could not start: the port is taken",
  );
});

test("one that ended is not ready because another program answers on the port that it wanted", async () => {
  const hasEnded = () => {
    const pid = Number(existsSync(log()) && readFileSync(log(), "utf8"));
    if (!pid) return false;
    try {
      return !process.kill(pid, 0);
    } catch {
      return true;
    }
  };
  const other = createServer((_request, response) => {
    const timer = setInterval(() => {
      if (!hasEnded()) return;
      clearInterval(timer);
      response.end();
    }, 20);
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const one = service("console.log(process.pid)", { readyUrl: `http://127.0.0.1:${port}/` });
  await expect(one.launch()).rejects.toThrow("web ended before it was ready");
  other.close();
});

test.each([
  ["it said nothing", null],
  ["the last line", "first\nthe last line\n"],
  ["an ERROR on the way", "first\nan ERROR on the way\nthe end\n"],
  ["broken", '{"level":50,"msg":"broken"}\n{"level":30,"msg":"bye"}\n'],
])("its last words are %j", (words, text) => {
  if (text !== null) writeFileSync(log(), text);
  expect(service("").lastWords()).toMatch(new RegExp(`^${words}`));
});

test("a log that has grown large is put aside, and only then", async () => {
  writeFileSync(log(), "old words\n");
  const before = statSync(log()).size;
  const end = async () => {
    const child = await service("console.log('new words')").launch();
    if (child.exitCode === null) await new Promise((resolve) => child.once("close", resolve));
  };
  await end();
  expect(readFileSync(log(), "utf8")).toBe("old words\nnew words\n");
  expect(existsSync(`${log()}.old`)).toBe(false);

  truncateSync(log(), 50_000_001);
  await end();
  expect(statSync(`${log()}.old`).size).toBe(50_000_001);
  expect(statSync(log()).size).toBe(before);
});
