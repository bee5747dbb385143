/**
 * node bench/start.ts [--tests]: wall time of `npm start` until it says that it is ready, in a clone of the committed
 * sources: cold (no packages, no data, no build) and warm (all of them there), and with --tests of `npm test` in the
 * same clone. What each step says of its own time is passed on. The ratio is that of warm to cold.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findPort } from "#scripts/system/find-port.ts";
import { root } from "#scripts/system/root.ts";

const { values } = parseArgs({ options: { tests: { type: "boolean", default: false } } });

/** The committed sources in a folder of their own, open to the account that the built-in Postgres runs as. */
function makeClone(): string {
  const folder = mkdtempSync(join(tmpdir(), "metsuke-start-"));
  chmodSync(folder, 0o755);
  execFileSync("git", ["clone", "--quiet", "--local", root, folder]);
  return folder;
}

async function timeStart(folder: string, environment: NodeJS.ProcessEnv): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let words = "";
  const seconds = await new Promise<number>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      words += chunk.toString();
      process.stdout.write(chunk);
      if (words.includes("is ready at")) resolve((performance.now() - startedAt) / 1000);
    });
    child.once("close", () => reject(new Error(`npm start ended before it was ready:\n${words}`)));
  });
  child.kill("SIGTERM");
  await once(child, "close");
  return seconds;
}

const folder = makeClone();
try {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const environment = {
    ...inherited,
    METSUKE_LAUNCHER: String(process.pid),
    METSUKE_DATA_DIR: join(folder, ".data"),
    PORT: String(await findPort()),
    TWIN_PORT: String(await findPort()),
  };
  const cold = await timeStart(folder, environment);
  const warm = await timeStart(folder, environment);
  console.log(
    `npm start: cold ${cold.toFixed(1)} s, warm ${warm.toFixed(1)} s, ratio ${(warm / cold).toFixed(2)}`,
  );
  if (values.tests) {
    const startedAt = performance.now();
    const child = spawn(process.execPath, ["scripts/test.mjs"], {
      cwd: folder,
      stdio: "inherit",
      env: inherited,
    });
    const [code] = (await once(child, "close")) as [number];
    console.log(`npm test: ${((performance.now() - startedAt) / 1000).toFixed(0)} s, ended with ${code}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
