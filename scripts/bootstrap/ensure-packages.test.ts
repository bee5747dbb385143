import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ensurePackages, isInstalled } from "./ensure-packages.mjs";

type Packages = Record<
  string,
  { version?: string; optional?: boolean; dev?: boolean; devOptional?: boolean }
>;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "metsuke-packages-"));
  mkdirSync(join(folder, "node_modules"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, packages: Packages) =>
  writeFileSync(join(folder, path), JSON.stringify({ packages }));
const wanted = (packages: Packages) => write("package-lock.json", { "": {}, ...packages });
const present = (packages: Packages) => write("node_modules/.package-lock.json", packages);
const all = { withDevelopment: true };
const served = { withDevelopment: false };

const lock: Packages = {
  "node_modules/next": { version: "16.4.5" },
  "node_modules/other-machine": { version: "1.0.0", optional: true },
  "node_modules/vitest": { version: "5.1.1", dev: true },
  "node_modules/shared": { version: "2.0.0", devOptional: true },
};

describe("packages", () => {
  beforeEach(() => wanted(lock));

  test("are complete when each of the lock is there; one for another machine may be absent", () => {
    const { "node_modules/other-machine": _, ...rest } = lock;
    present(rest);
    expect([isInstalled(folder, all), isInstalled(folder, served)]).toEqual([true, true]);
  });

  test("without those for development are enough to serve, not to build", () => {
    present({ "node_modules/next": { version: "16.4.5" } });
    expect([isInstalled(folder, all), isInstalled(folder, served)]).toEqual([false, true]);
  });

  test("of another version, or missing, are not enough for anything", () => {
    present({ ...lock, "node_modules/next": { version: "16.4.4" } });
    expect([isInstalled(folder, all), isInstalled(folder, served)]).toEqual([false, false]);
    present({ "node_modules/vitest": { version: "5.1.1" } });
    expect([isInstalled(folder, all), isInstalled(folder, served)]).toEqual([false, false]);
  });

  test("that an install left half way are not there", () => {
    expect([isInstalled(folder, all), isInstalled(folder, served)]).toEqual([false, false]);
    writeFileSync(join(folder, "node_modules/.package-lock.json"), '{ "packages": {');
    expect([isInstalled(folder, all), isInstalled(folder, served)]).toEqual([false, false]);
  });
});

test("two that find no packages install them once: the other waits and finds them there", async () => {
  wanted({});
  rmSync(join(folder, "node_modules"), { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  // npm in its place: notes each time that it is run, and takes its time.
  const npm = join(folder, "npm-cli.js");
  writeFileSync(
    npm,
    `const fs = require("node:fs"); fs.appendFileSync("runs", "x");
     setTimeout(() => { fs.mkdirSync("node_modules", { recursive: true });
       fs.copyFileSync("package-lock.json", "node_modules/.package-lock.json"); }, 500);`,
  );
  const given = process.env["npm_execpath"];
  process.env["npm_execpath"] = npm;
  try {
    const install = () => ensurePackages(folder, process.execPath, all);
    await Promise.all([install(), install()]);
    expect(readFileSync(join(folder, "runs"), "utf8")).toBe("x");
    expect(isInstalled(folder, all)).toBe(true);
  } finally {
    if (given === undefined) delete process.env["npm_execpath"];
    else process.env["npm_execpath"] = given;
  }
});
