/** `npx metsuke doctor`: checks everything that `npm start` needs, and says what to do about what is wrong. */
import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { isInstalled } from "#scripts/bootstrap/ensure-packages.mjs";
import { isRecent } from "#scripts/bootstrap/ensure-runtime.mjs";
import { isBuilt } from "#scripts/build/build.ts";
import { inspectSchema } from "#scripts/database/migrate.ts";
import { dataDirOf } from "#scripts/start/attach.ts";
import { explain, Failure } from "#scripts/system/failure.ts";
import { isFree } from "#scripts/system/find-port.ts";
import { root } from "#scripts/system/root.ts";

const leastFreeBytes = 1_000_000_000;

type Check = { title: string; run: () => Promise<string> | string };

function checkDisk(): string {
  const dataDir = dataDirOf();
  if (!existsSync(dataDir)) return `${dataDir} is made at the first start`;
  accessSync(dataDir, constants.W_OK);
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  if (free < leastFreeBytes) throw new Failure(`Only ${Math.floor(free / 1e6)} MB are free at ${dataDir}.`);
  return `${dataDir}, ${(free / 1e9).toFixed(1)} GB free`;
}

function checkSecret(): string {
  const secret = process.env["METSUKE_SECRET"];
  if (!secret) return "made at the first start";
  if (Buffer.from(secret, "base64").length !== 32)
    throw new Failure("METSUKE_SECRET is not 32 bytes in base64.");
  return "32 bytes";
}

async function checkDatabase(): Promise<string> {
  const url = process.env["DATABASE_URL"];
  if (!url) return "the built-in one is made at the first start";
  const isBuiltIn = process.env["METSUKE_BUILT_IN_DATABASE"] === "1";
  if (isBuiltIn && (await isFree(Number(new URL(url).port), "127.0.0.1"))) {
    return "the built-in one isn't running: npm start runs it";
  }
  const { version, pending } = await inspectSchema(url);
  return `PostgreSQL ${version}, ${pending.length === 0 ? "schema up to date" : `${pending.length} migrations to apply`}`;
}

async function checkWeb(): Promise<string> {
  const port = Number(process.env["PORT"] || 3000);
  const host = process.env["HOST"] || "127.0.0.1";
  if (await isFree(port, host)) return `not running; port ${port} is free`;
  const address = `http://127.0.0.1:${port}/api/health/ready`;
  const response = await fetch(address, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  if (response?.ok) return `ready on port ${port}`;
  const body = (await response?.text().catch(() => "")) ?? "";
  if (!response)
    throw new Failure(`Port ${port} is in use by a program that doesn't answer as the console does.`);
  throw new Failure(`The console on port ${port} isn't ready (${response.status}): ${body.slice(0, 300)}`);
}

const checks: Check[] = [
  {
    title: "Node",
    run: () => {
      if (!isRecent(process.version))
        throw new Failure(`${process.version} is too old: 22.18 or newer is needed.`);
      return process.version;
    },
  },
  {
    title: "Packages",
    run: () => {
      if (!isInstalled(root)) throw new Failure("They are not those of package-lock.json: run npm ci.");
      return "as package-lock.json asks";
    },
  },
  { title: "Data directory", run: checkDisk },
  { title: "Secret", run: checkSecret },
  { title: "Database", run: checkDatabase },
  { title: "Build", run: () => (isBuilt() ? "of these very sources" : "made at the next start") },
  { title: "Web", run: checkWeb },
  {
    title: "Settings",
    run: () => (existsSync(join(root, ".env")) ? "from .env and the environment" : "from the environment"),
  },
];

let failures = 0;
for (const { title, run } of checks) {
  try {
    console.log(`✓ ${title.padEnd(16)} ${await run()}`);
  } catch (error) {
    failures += 1;
    console.log(`✖ ${title.padEnd(16)} ${explain(error)}`);
  }
}
if (failures > 0) console.error(`${failures} of ${checks.length} checks failed.`);
process.exitCode = failures > 0 ? 1 : 0;
