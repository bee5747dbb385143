import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "../system/failure.ts";
import type { Identity } from "../system/identify.ts";
import { commandOf, identify, isAlive, parentOf } from "../system/identify.ts";
import { stopGroup, waitForEnd } from "../system/stop.ts";

/** Who runs over a data directory. `launchers` are npm and its shell: without them the run is an orphan. */
type Run = { supervisor: Identity; launchers: Identity[]; url: string; children: Identity[] };
export type Lock = { note(children: Identity[]): void; isOrphan(): boolean; release(): void };

/** The processes between npm and this one, nearest first; without npm just the one that chose our Node. */
function findLaunchers(): Identity[] {
  const chain: Identity[] = [];
  let pid: number | undefined = process.ppid;
  while (pid !== undefined && pid > 1 && chain.length < 6) {
    const identity = identify(pid);
    if (!identity) break;
    chain.push(identity);
    if (/\bnpm\b/.test(commandOf(pid)) && !commandOf(pid).startsWith("sh ")) return chain;
    pid = parentOf(pid);
  }
  return chain.filter((launcher) => String(launcher.pid) === process.env["METSUKE_LAUNCHER"]);
}

function read(path: string): Run | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Run;
  } catch {
    return undefined;
  }
}

/** Ends what a killed or abandoned run left. Its Postgres is ended by whoever starts the cluster again. */
async function clearLeftovers(run: Run): Promise<void> {
  if (isAlive(run.supervisor)) {
    process.kill(run.supervisor.pid, "SIGTERM");
    if (!(await waitForEnd(run.supervisor, 45_000))) await stopGroup(run.supervisor, 0);
  }
  await Promise.all(run.children.map((child) => stopGroup(child, 5000)));
}

function create(path: string, run: Run): boolean {
  try {
    writeFileSync(path, JSON.stringify(run), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Makes this process the one that runs over the data directory. Throws a Failure if another one does. */
export async function takeLock(path: string, url: string): Promise<Lock> {
  const supervisor = identify(process.pid) ?? { pid: process.pid, startedAt: "" };
  const run: Run = { supervisor, launchers: findLaunchers(), url, children: [] };
  mkdirSync(dirname(path), { recursive: true });
  while (!create(path, run)) {
    const other = read(path);
    if (other && isAlive(other.supervisor) && other.launchers.every(isAlive)) {
      throw new Failure(
        `Metsuke already runs over ${dirname(path)} (process ${other.supervisor.pid}, ${other.url}): ` +
          "stop that one first, or set METSUKE_DATA_DIR to another folder.",
      );
    }
    if (other) await clearLeftovers(other);
    rmSync(path, { force: true });
  }
  return {
    note(children) {
      run.children = children;
      writeFileSync(`${path}.new`, JSON.stringify(run), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
    isOrphan: () => !run.launchers.every(isAlive),
    release: () => rmSync(path, { force: true }),
  };
}
