import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { withoutSecrets } from "#lib/log.ts";

/** What a process of its own prints when it runs these lines with our log. */
function printed(lines: string): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=react-server", "--input-type=module", "--eval", lines],
    { env: { ...process.env, LOG_LEVEL: "info" }, encoding: "utf8" },
  );
  return stdout + stderr;
}

const prelude = `import { log } from "#lib/log.ts"; import { inRequest } from "#lib/request-context.ts";`;

test("a line carries the id of the request that it is written for, and no id where nobody asked", () => {
  const [asked = "", own = ""] = printed(
    `${prelude} await inRequest("request-0001", async () => { await null; log.info({ a: 1 }, "one"); }); log.info("two");`,
  ).split("\n");
  expect(JSON.parse(asked)).toMatchObject({ msg: "one", a: 1, level: "info", requestId: "request-0001" });
  expect(JSON.parse(own)).not.toHaveProperty("requestId");
});

test("secrets are struck out by their name and by their looks, the line stays JSON", () => {
  const line = printed(
    `${prelude} log.error({ err: new Error("401 with sk-admin-a1B2c3D4e5F6g7 at postgres://metsuke:hunter2hunter2@db:5432/x"),
       connection: { adminKey: "plain-words", password: "correct horse" }, headers: { authorization: "Bearer abcdefghijklmnop" } }, "no");`,
  );
  for (const secret of [
    "a1B2c3D4e5F6g7",
    "hunter2hunter2",
    "plain-words",
    "correct horse",
    "abcdefghijklmnop",
  ])
    expect(line).not.toContain(secret);
  expect(JSON.parse(line)).toMatchObject({ msg: "no", connection: { adminKey: "[redacted]" } });
  expect(line).toContain("db:5432/x");
});

test.each([
  ["the key sk-proj-abcdefgh12345678 and more", "the key [redacted] and more"],
  ["authorization: Bearer ey.J0-_~+/=abcdef", "authorization: Bearer [redacted]"],
  ["postgres://metsuke@db/x, http://127.0.0.1:4100/v1", "postgres://metsuke@db/x, http://127.0.0.1:4100/v1"],
  ["risk-averse, sk-proj-****1234", "risk-averse, sk-proj-****1234"],
])("%s", (line, expected) => {
  expect(withoutSecrets(line)).toBe(expected);
});
