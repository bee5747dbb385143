import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Failure } from "../system/failure.ts";
import { runProgram } from "../system/run-program.ts";
import { step } from "../system/step.ts";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Being there is not enough: Playwright's own may lack libraries of the system, a package may hold a mere hint. */
function isRunning(path: string): boolean {
  return existsSync(path) && spawnSync(path, ["--version"], { timeout: 30_000 }).status === 0;
}

async function placeOfPlaywrights(): Promise<string> {
  const { chromium } = await import("@playwright/test");
  return chromium.executablePath();
}

async function installByPlaywright(): Promise<string> {
  await runProgram(process.execPath, [
    "node_modules/@playwright/test/cli.js",
    "install",
    "--no-shell",
    "chromium",
  ]);
  const path = await placeOfPlaywrights();
  if (isRunning(path)) return path;
  throw new Error("it needs libraries that `npx playwright install-deps chromium` installs, as root");
}

async function installByApt(): Promise<string> {
  if (!existsSync("/usr/bin/apt-get")) throw new Error("there is no apt-get here");
  if (process.getuid?.() !== 0) throw new Error("it asks for root");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runProgram("apt-get", ["update"], { env });
  await runProgram("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env });
  const path = usualPlaces.find(isRunning);
  if (path) return path;
  throw new Error("its package chromium holds none that runs");
}

/** Playwright's is the one that its tests were made for, but its download may be out of reach. */
const installers = { "Playwright's download": installByPlaywright, "apt-get": installByApt };

/** What a program that failed named as its error, rather than where in its code that was. */
function reasonOf(error: unknown): string {
  const { message, output = message } = error as Error & { output?: string };
  return output.split("\n").find((line) => /^(?:Error|E): /.test(line)) ?? message;
}

/**
 * A browser for the end-to-end tests: the one that METSUKE_CHROMIUM names and no other, else one that is installed,
 * else one that is installed now. Throws a Failure that says what was tried and what to do.
 */
export async function ensureBrowser(
  named = process.env["METSUKE_CHROMIUM"],
  places: readonly string[] = usualPlaces,
): Promise<string> {
  if (named) {
    if (isRunning(named)) return named;
    throw new Failure(
      `METSUKE_CHROMIUM is ${named}, which is no Chromium that runs here: set it to one, or unset it.`,
    );
  }
  const installed = [...places, await placeOfPlaywrights()].find(isRunning);
  if (installed) return installed;

  const refusals: string[] = [];
  for (const [name, install] of Object.entries(installers)) {
    try {
      return await step(`Chromium by ${name}`, install);
    } catch (error) {
      refusals.push(`  ${name}: ${reasonOf(error)}`);
    }
  }
  throw new Failure(
    `No Chromium was found, and none could be installed:\n${refusals.join("\n")}\n` +
      "Install Chromium or Chrome (on Debian, as root: apt-get install chromium), or set METSUKE_CHROMIUM to one, " +
      "and run npm test again.",
  );
}
