import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findPort } from "#scripts/system/find-port.ts";

export type Copy = { child: ChildProcess; url: string; log: () => string };

/** sources: the folder of the version that is run; folder: where its log goes. */
export type Ground = { sources: string; environment: NodeJS.ProcessEnv; folder: string };

function start(name: string, words: string[], { sources, environment, folder }: Ground, url: string): Copy {
  const file = join(folder, `${name}.log`);
  const child = spawn(process.execPath, words, {
    cwd: sources,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => appendFileSync(file, chunk));
  appendFileSync(file, "");
  return { child, url, log: () => readFileSync(file, "utf8") };
}

async function answering(copy: Copy, path: string): Promise<Copy> {
  for (const until = Date.now() + 60_000; ; await sleep(100)) {
    if ((await fetch(`${copy.url}${path}`).catch(() => null))?.ok) return copy;
    if (Date.now() > until) throw new Error(`${copy.url} is not there after a minute:\n${copy.log()}`);
  }
}

/** A copy of web, once it answers well at that path. */
export async function startWeb(name: string, ground: Ground, path = "/api/health/live"): Promise<Copy> {
  const port = String(await findPort());
  const environment = { ...ground.environment, PORT: port };
  const copy = start(name, ["scripts/web.ts"], { ...ground, environment }, `http://127.0.0.1:${port}`);
  return answering(copy, path);
}

/** A worker, once it takes jobs. */
export async function startWorker(name: string, ground: Ground): Promise<Copy> {
  const port = String(await findPort());
  const environment = { ...ground.environment, METSUKE_WORKER_PORT: port };
  const words = ["--conditions=react-server", "lib/jobs/main.ts"];
  const copy = start(name, words, { ...ground, environment }, `http://127.0.0.1:${port}`);
  return answering(copy, "/health/ready");
}

export async function endCopy({ child }: Copy): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "close");
}
