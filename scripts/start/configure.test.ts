import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { parseEnv } from "#lib/env.ts";
import { configure } from "./configure.ts";
import { environmentOf } from "./plan.ts";

const given = [
  "DATABASE_URL",
  "METSUKE_SECRET",
  "METSUKE_URL",
  "METSUKE_DEMO",
  "METSUKE_DEMO_PASSWORD",
  "METSUKE_TWIN_URL",
  "OPENAI_ADMIN_KEY",
  "PORT",
  "TWIN_PORT",
  "HOST",
  "NODE_OPTIONS",
];
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "metsuke-configure-"));
  for (const name of given) vi.stubEnv(name, undefined);
  vi.stubEnv("METSUKE_DATA_DIR", dataDir);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dataDir, { recursive: true, force: true });
});

test("without a word everything is made up once, kept, and readable by its owner alone", () => {
  const first = configure();
  expect(first).toMatchObject({
    host: "127.0.0.1",
    port: 3000,
    twinPort: 4100,
    publicUrl: "http://localhost:3000",
    databaseUrl: undefined,
    isDemo: true,
  });
  expect(Buffer.from(first.secret, "base64")).toHaveLength(32);
  expect(configure()).toEqual(first);
  for (const name of ["secret", "demo-password"]) {
    expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dataDir, name), "utf8")).not.toBe("");
  }
});

test("with a database of one's own a secret is asked for, and there is no demonstration unless wanted", () => {
  vi.stubEnv("DATABASE_URL", "postgres://db/metsuke");
  expect(() => configure()).toThrow(/METSUKE_SECRET is not set/);
  vi.stubEnv("METSUKE_SECRET", Buffer.alloc(32, "x").toString("base64"));
  expect(configure()).toMatchObject({ isDemo: false, databaseUrl: "postgres://db/metsuke" });
  vi.stubEnv("METSUKE_DEMO", "1");
  expect(configure().isDemo).toBe(true);
});

test("whoever brings an admin key gets no demonstration unless wanted", () => {
  vi.stubEnv("OPENAI_ADMIN_KEY", "sk-admin-x");
  expect(configure().isDemo).toBe(false);
});

test.each([
  ["PORT", "0"],
  ["PORT", "65536"],
  ["PORT", "3000.5"],
  ["PORT", "three"],
  ["TWIN_PORT", "-1"],
  ["PORT", "6000"],
  ["TWIN_PORT", "10080"],
])("%s=%s is refused by name", (name, value) => {
  vi.stubEnv(name, value);
  expect(() => configure()).toThrow(new RegExp(`^${name} is ${value.replace("-", "\\-")}`));
});

test("what web and worker are given is an environment that they understand, whatever was left out", () => {
  vi.stubEnv("PORT", "3456");
  vi.stubEnv("NODE_OPTIONS", "--max-old-space-size=512");
  const configuration = configure();
  const environment = environmentOf(configuration, "postgres://127.0.0.1:1/metsuke");
  expect(environment["NODE_OPTIONS"]).toMatch(/^--max-old-space-size=512 /);
  expect(parseEnv(environment)).toMatchObject({
    NODE_ENV: "production",
    PORT: 3456,
    METSUKE_URL: "http://localhost:3456",
    METSUKE_DEMO: true,
    METSUKE_TWIN_URL: "http://127.0.0.1:4100/v1",
    METSUKE_SECRET: configuration.secret,
    DATABASE_URL: "postgres://127.0.0.1:1/metsuke",
  });
});
