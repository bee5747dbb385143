import { setTimeout as sleep } from "node:timers/promises";
import type { Identity } from "./identify.ts";
import { isAlive } from "./identify.ts";

/** Signals a process, its whole group if it leads one. A process that has gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, name);
      return;
    } catch {
      // No such group: the process alone, then.
    }
  }
}

export async function waitForEnd(identity: Identity, milliseconds: number): Promise<boolean> {
  const until = Date.now() + milliseconds;
  while (isAlive(identity)) {
    if (Date.now() > until) return false;
    await sleep(25);
  }
  return true;
}

/** Ends a process and its group: politely for `patience` milliseconds, then by SIGKILL. */
export async function stopGroup(identity: Identity, patience: number): Promise<void> {
  if (!isAlive(identity)) return;
  signal(identity.pid, "SIGTERM");
  if (!(await waitForEnd(identity, patience))) {
    signal(identity.pid, "SIGKILL");
    await waitForEnd(identity, 5000);
  }
}
