import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Failure } from "../system/failure.ts";
import { runProgram } from "../system/run-program.ts";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** A Chromium or Chrome that is installed and runs: METSUKE_CHROMIUM first, then the usual places. */
function findInstalled(): string | undefined {
  return [process.env["METSUKE_CHROMIUM"], ...usualPlaces].find(
    (path) => path && existsSync(path) && spawnSync(path, ["--version"]).status === 0,
  );
}

async function findPlaywrightOwn(): Promise<string | undefined> {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

async function installByPlaywright(): Promise<string | undefined> {
  try {
    await runProgram(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"]);
    return await findPlaywrightOwn();
  } catch {
    // Its download may be out of reach; the system's packages may not be.
    return undefined;
  }
}

async function installByApt(): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runProgram("apt-get", ["update"], { env });
  await runProgram("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env });
  return findInstalled();
}

/** A browser for the end-to-end tests, installed if need be. Throws a Failure that says what to install. */
export async function ensureBrowser(): Promise<string> {
  const installed = findInstalled() ?? (await findPlaywrightOwn());
  if (installed) return installed;
  const path = (await installByPlaywright()) ?? (await installByApt().catch(() => undefined));
  if (path) return path;
  throw new Failure(
    "No Chromium was found and none could be installed: install Chromium or Chrome, " +
      "or name one with METSUKE_CHROMIUM, and run npm test again.",
  );
}
