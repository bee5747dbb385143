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
import { Failure } from "../system/failure.ts";
import { root } from "../system/root.ts";
import { runProgram } from "../system/run-program.ts";
import { fingerprint } from "./fingerprint.ts";

const sources = ["app", "components", "lib", "messages", "public", "prisma/schema", "next.config.mjs"];
const settings = ["postcss.config.mjs", "tsconfig.json", "package.json", "package-lock.json", "proxy.ts"];
const buildsDir = join(root, ".runtime/builds");
const keptBuilds = 3;

/** The folder of the build of the present sources, whether or not it has been made. */
export function buildDir(): string {
  return join(buildsDir, fingerprint([...sources, ...settings]));
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
  const env = { ...process.env, NODE_ENV: "production" as const, ...placeholders };
  const words = ["node_modules/next/dist/bin/next", "build"];
  const waitUntil = Date.now() + 300_000;
  for (;;) {
    try {
      await runProgram(process.execPath, words, { env, ...(signal && { signal }) });
      return;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // Somebody else builds in the same folder: their build may be ours too, and is soon done.
      if (!/another next build/i.test(message) || Date.now() > waitUntil) {
        throw new Failure(`The console could not be built.\n${message}`, 1, { cause: error });
      }
      await sleep(1000);
      if (isBuilt()) return;
    }
  }
}

/** Builds the console for production, unless these very sources have been. Returns the build's folder. */
export async function buildConsole(signal?: AbortSignal): Promise<string> {
  const target = buildDir();
  if (isBuilt()) {
    utimesSync(target, new Date(), new Date());
    return target;
  }
  await runNextBuild(signal);
  if (isBuilt()) return target;

  const output = join(root, ".next/standalone");
  cpSync(join(root, ".next/static"), join(output, ".next/static"), { recursive: true });
  if (existsSync(join(root, "public")))
    cpSync(join(root, "public"), join(output, "public"), { recursive: true });
  mkdirSync(buildsDir, { recursive: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(output, target);
  dropOldBuilds();
  return target;
}
