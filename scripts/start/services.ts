import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../system/failure.ts";
import { root } from "../system/root.ts";
import type { Service } from "./keep-running.ts";

type Program = {
  name: string;
  words: string[];
  env: NodeJS.ProcessEnv;
  logsDir: string;
  cwd?: string;
  /** Answers 2xx once the program is of use; none: at once. */
  readyUrl?: string;
};

const logLimitBytes = 50_000_000;
const readyDeadline = 600_000;
const patience = 250;

function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > logLimitBytes) renameSync(path, `${path}.old`);
  return openSync(path, "a");
}

/** The last line of a log in words: the message of a JSON line, or the line itself. */
function lastWordsIn(path: string): string {
  if (!existsSync(path)) return "it said nothing";
  const lines = readFileSync(path, "utf8").trim().split("\n").slice(-40);
  const line = lines.findLast((text) => /error|✖|"level":(50|60)/i.test(text)) ?? lines.at(-1) ?? "";
  try {
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    return [msg, err?.message].filter(Boolean).join(": ") || line;
  } catch {
    return `${line.slice(0, 300)} (see ${path})`;
  }
}

async function answersWell(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

async function waitUntilReady(name: string, child: ChildProcess, url: string, log: string): Promise<void> {
  const until = Date.now() + readyDeadline;
  const failIfEnded = () => {
    if (child.exitCode === null && child.signalCode === null) return;
    throw new Failure(`${name} ended before it was ready: ${lastWordsIn(log)}`);
  };
  while (!(await answersWell(url))) {
    failIfEnded();
    if (Date.now() > until) {
      throw new Failure(`${name} isn't ready after ${readyDeadline / 1000} s (${url}): ${lastWordsIn(log)}`);
    }
    await sleep(patience);
  }
  // Who answers may be another program, on whose port ours could not listen.
  failIfEnded();
}

/** A program of ours as a service: in a process group of its own, with its output in a log file. */
export function serviceOf({ name, words, env, logsDir, cwd = root, readyUrl }: Program): Service {
  const path = join(logsDir, `${name}.log`);
  return {
    name,
    lastWords: () => lastWordsIn(path),
    async launch() {
      const log = openLog(path);
      const child = spawn(process.execPath, words, { cwd, env, detached: true, stdio: ["ignore", log, log] });
      child.on("error", () => undefined);
      closeSync(log);
      if (readyUrl) {
        await waitUntilReady(name, child, readyUrl, path).catch((error: unknown) => {
          child.kill("SIGKILL");
          throw error;
        });
      }
      return child;
    },
  };
}
