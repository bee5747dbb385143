import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPort } from "#scripts/system/find-port.ts";
import { root } from "#scripts/system/root.ts";

const readyDeadline = 900_000;

async function waitForReady(url: string, hasEnded: () => boolean, words: () => string): Promise<void> {
  const until = Date.now() + readyDeadline;
  for (;;) {
    const response = await fetch(`${url}/api/health/ready`).catch(() => undefined);
    if (response?.ok && words().includes("is ready at")) return;
    if (hasEnded()) throw new Error(`npm start ended before the console was ready:\n${words()}`);
    if (Date.now() > until)
      throw new Error(`The console isn't ready after ${readyDeadline / 1000} s:\n${words()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * Runs what `npm start` runs, in a data directory of its own and on free ports: the production build, Postgres,
 * twin, web and worker. With E2E_BASE_URL and E2E_PASSWORD set, the tests use the instance that runs there.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env["E2E_BASE_URL"]) return undefined;

  const dataDir = mkdtempSync(join(tmpdir(), "metsuke-e2e-"));
  // As root, the cluster of a private folder would lie under /var/lib and outlive it.
  chmodSync(dataDir, 0o755);
  const [port, twinPort] = [await findPort(), await findPort()];
  const url = `http://localhost:${port}`;
  const password = "correct horse battery staple";
  const { DATABASE_URL: _, NODE_OPTIONS: __, ...environment } = process.env;
  const child = spawn(process.execPath, [join(root, "scripts/start.mjs")], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...environment,
      METSUKE_LAUNCHER: String(process.pid),
      METSUKE_DATA_DIR: dataDir,
      METSUKE_DEMO: "1",
      METSUKE_DEMO_PASSWORD: password,
      METSUKE_URL: url,
      PORT: String(port),
      TWIN_PORT: String(twinPort),
    },
  });
  let words = "";
  child.stdout.on("data", (chunk: Buffer) => (words += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (words += chunk.toString()));
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  void ended.then(() => (hasEnded = true));

  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
  await waitForReady(
    url,
    () => hasEnded,
    () => words,
  ).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  process.env["E2E_BASE_URL"] = url;
  process.env["E2E_PASSWORD"] = password;
  process.env["E2E_TWIN_URL"] = `http://127.0.0.1:${twinPort}/v1`;
  process.env["E2E_DATA_DIR"] = dataDir;
  return stop;
}
