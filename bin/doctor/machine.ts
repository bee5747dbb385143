import { existsSync, mkdtempSync, rmdirSync, statfsSync } from "node:fs";
import { join, resolve } from "node:path";
import { isInstalled } from "#scripts/bootstrap/ensure-packages.mjs";
import { isRecent } from "#scripts/bootstrap/ensure-runtime.mjs";
import { isBuilt } from "#scripts/build/build.ts";
import { dataDirOf } from "#scripts/start/attach.ts";
import { localUrl } from "#scripts/start/local-url.ts";
import { isFree } from "#scripts/system/find-port.ts";
import { root } from "#scripts/system/root.ts";
import type { Check, Verdict } from "./finding.ts";
import { fail, ok, warn } from "./finding.ts";

const leastFreeBytes = 1_000_000_000;
const easyFreeBytes = 10_000_000_000;

async function checkEnvironment(): Promise<Verdict> {
  const { parseEnv } = await import("#lib/env.ts");
  // What npm start makes by itself need not be there yet.
  const made = { DATABASE_URL: "postgres://made-later", METSUKE_SECRET: Buffer.alloc(32).toString("base64") };
  try {
    parseEnv({ ...made, ...process.env });
    return ok("every variable that is set can be used");
  } catch (error) {
    return fail(
      error instanceof Error ? error.message : String(error),
      "Correct them in .env or where you set them.",
    );
  }
}

const hasAllPackages = () => isInstalled(root, { withDevelopment: true });

function checkPackages(): Verdict {
  if (hasAllPackages()) return ok("as package-lock.json asks");
  if (isInstalled(root, { withDevelopment: false }))
    return ok("as package-lock.json asks, without those for development");
  return existsSync(join(root, "node_modules/next"))
    ? fail("They are not those of package-lock.json.", "Run npm ci.")
    : fail("They are not installed.", "Run npm ci.");
}

/** Without the packages for development nothing can be built: what is there is all that there will be. */
function checkBuild(): Verdict {
  if (isBuilt()) return ok("of these very sources");
  return hasAllPackages()
    ? ok("made at the next npm start, or by npm run build")
    : fail("There is no build of these sources, and web does not start without.", "Build the image anew.");
}

/** Why this account can make nothing in a folder, tried: a file system may refuse where the rights do not. */
function refusal(folder: string): Verdict | undefined {
  try {
    rmdirSync(mkdtempSync(join(folder, ".doctor-")));
    return undefined;
  } catch {
    const account = process.getuid?.() ?? "of the console";
    return fail(
      `${folder} cannot be written by the account ${account}: no export can be made.`,
      `Give it the folder (chown -R ${account} ${folder}), or mount it to be written.`,
    );
  }
}

function checkDisk(): Verdict | Verdict[] {
  const dataDir = dataDirOf();
  if (!existsSync(dataDir)) return ok(`${dataDir} is made at the first start`);
  const exportsDir = resolve(root, process.env["METSUKE_EXPORTS_DIR"] || join(dataDir, "exports"));
  const refused = [dataDir, ...(existsSync(exportsDir) ? [exportsDir] : [])].flatMap((folder) => {
    const verdict = refusal(folder);
    return verdict ? [verdict] : [];
  });
  if (refused.length > 0) return refused;
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  const says = `${dataDir}, ${(free / 1e9).toFixed(1)} GB free`;
  const advice =
    "Free some space, or move METSUKE_DATA_DIR: exports and the built-in database stop when it is full.";
  if (free < leastFreeBytes) return fail(says, advice);
  return free < easyFreeBytes ? warn(says, advice) : ok(says);
}

function checkSecret(): Verdict {
  const secret = process.env["METSUKE_SECRET"];
  if (!secret) return ok("made at the first start");
  if (Buffer.from(secret, "base64").length === 32) return ok("32 bytes");
  return fail("METSUKE_SECRET is not 32 bytes in base64.", "Make one with: openssl rand -base64 32");
}

async function checkWeb(): Promise<Verdict> {
  const port = Number(process.env["PORT"] || 3000);
  const host = process.env["HOST"] || "127.0.0.1";
  if (await isFree(port, host)) return ok(`not running here; port ${port} is free`);
  const address = `${localUrl(host, port)}/api/health/ready`;
  const response = await fetch(address, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  if (!response)
    return fail(
      `Port ${port} is in use by a program that doesn't answer as the console does.`,
      "Stop it, or set PORT.",
    );
  if (response.ok) return ok(`ready on port ${port}`);
  const body = (await response.text().catch(() => "")).slice(0, 300);
  return fail(
    `The console on port ${port} isn't ready (${response.status}): ${body}`,
    "See its log for why.",
  );
}

/** What this machine needs for `npm start` and npm run web. */
export const machineChecks: Check[] = [
  {
    title: "Node",
    run: () =>
      isRecent(process.version)
        ? ok(process.version)
        : fail(`${process.version} is too old.`, "22.18 or newer is needed."),
  },
  {
    title: "Packages",
    run: checkPackages,
  },
  { title: "Environment", run: checkEnvironment },
  { title: "Data directory", run: checkDisk },
  { title: "Secret", run: checkSecret },
  { title: "Build", run: checkBuild },
  { title: "Web", run: checkWeb },
];
