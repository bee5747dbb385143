import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { Failure } from "../system/failure.ts";
import { root } from "../system/root.ts";
import { runProgram } from "../system/run-program.ts";
import { fingerprint } from "./fingerprint.ts";
import { identityOf } from "./identity.ts";
import { oneAtATime } from "./one-at-a-time.ts";

const sources = ["app", "components", "lib", "messages", "public", "prisma/schema", "next.config.mjs"];
const settings = [
  "instrumentation.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];
const buildsDir = join(root, ".runtime/builds");
const keptBuilds = 3;
/** How long a build that outlived its killed starter is waited for. */
const orphanPatience = 600_000;

/** The folder of the build of the present sources, whether or not it has been made; one with maps is another. */
export function buildDir(): string {
  const kind = process.env["METSUKE_SOURCE_MAPS"] === "1" ? "-maps" : "";
  return join(buildsDir, `${fingerprint([...sources, ...settings])}${kind}`);
}

export function isBuilt(): boolean {
  return existsSync(join(buildDir(), "server.js"));
}

/** Builds are kept by their fingerprint, so that a new one never pulls the files from under a running server. */
function dropOldBuilds(): void {
  const builds = readdirSync(buildsDir)
    .map((name) => join(buildsDir, name))
    .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of builds.slice(keptBuilds)) rmSync(old, { recursive: true, force: true });
}

async function runNextBuild(signal?: AbortSignal): Promise<void> {
  // Nothing is read from a database while building, but the environment is checked when a page is loaded.
  const placeholders = {
    DATABASE_URL: "postgres://build@127.0.0.1:1/none",
    METSUKE_SECRET: Buffer.alloc(32).toString("base64"),
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const id = fingerprint([...sources, ...settings]);
  const env = { ...process.env, NODE_ENV: "production" as const, ...placeholders, ...identityOf(id) };
  const words = ["node_modules/next/dist/bin/next", "build"];
  for (const until = Date.now() + orphanPatience; ; await sleep(1000)) {
    try {
      await runProgram(process.execPath, words, { env, ...(signal && { signal }) });
      return;
    } catch (error) {
      const message = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
      if (/another next build/i.test(message) && Date.now() < until) continue;
      throw new Failure(`The console could not be built.\n${message}`, 1, { cause: error });
    }
  }
}

/** What the server needs, in one folder: Next.js leaves the static files for us to copy. */
function collect(target: string): void {
  const output = join(root, ".next/standalone");
  cpSync(join(root, ".next/static"), join(output, ".next/static"), { recursive: true });
  if (existsSync(join(root, "public")))
    cpSync(join(root, "public"), join(output, "public"), { recursive: true });
  mkdirSync(buildsDir, { recursive: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(output, target);
  dropOldBuilds();
}

/** Builds the console for production, unless these very sources have been. Returns the build's folder. */
export async function buildConsole(signal?: AbortSignal): Promise<string> {
  const target = buildDir();
  const isThere = () => existsSync(join(target, "server.js"));
  if (!isThere()) {
    await oneAtATime(join(root, ".runtime/build.lock"), async () => {
      // While we waited, another process may have made it.
      if (isThere()) return;
      await runNextBuild(signal);
      collect(target);
    });
  }
  utimesSync(target, new Date(), new Date());
  return target;
}
