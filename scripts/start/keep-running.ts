import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { explain } from "../system/failure.ts";
import type { Identity } from "../system/identify.ts";
import { identify } from "../system/identify.ts";
import { stopGroup } from "../system/stop.ts";

export type Service = {
  name: string;
  launch: () => Promise<ChildProcess>;
  lastWords: () => string;
  /** How it ends well; without this by SIGTERM to its process group. */
  stop?: () => Promise<void>;
};
export type Running = { name: string; identity(): Identity | undefined; stop(): Promise<void> };

const shortestDelay = 500;
const longestDelay = 30_000;
/** A child that lived this long has recovered: the next delay is short again. */
const recoveredAfter = 60_000;

async function ended(child: ChildProcess): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise((resolve) => child.once("exit", resolve));
  }
  return child.signalCode ?? `code ${child.exitCode}`;
}

/** Runs a service and starts it again whenever it ends, until it is stopped. */
export async function keepRunning(service: Service, onChange: () => void): Promise<Running> {
  let child = await service.launch();
  let identity = child.pid === undefined ? undefined : identify(child.pid);
  let isStopping = false;

  async function relaunch(): Promise<void> {
    const next = await service.launch();
    identity = next.pid === undefined ? undefined : identify(next.pid);
    child = next;
    onChange();
    // Stopped while it was starting: whoever stops has seen only the one before.
    if (isStopping && identity) await stopGroup(identity, 5000);
    else console.log(`  ${service.name} runs again.`);
  }

  async function relaunchUntilItRuns(firstDelay: number): Promise<void> {
    for (let delay = firstDelay; !isStopping; delay = Math.min(delay * 2, longestDelay)) {
      await sleep(delay);
      if (isStopping) return;
      try {
        return await relaunch();
      } catch (error) {
        console.log(`  ${service.name} doesn't start yet: ${explain(error)}`);
      }
    }
  }

  async function watch(): Promise<void> {
    let delay = shortestDelay;
    while (!isStopping) {
      const since = Date.now();
      const how = await ended(child);
      if (isStopping) return;
      console.log(`✖ ${service.name} ended (${how}) and is started again: ${service.lastWords()}`);
      const hasRecovered = Date.now() - since > recoveredAfter;
      delay = hasRecovered ? shortestDelay : Math.min(delay * 2, longestDelay);
      await relaunchUntilItRuns(delay);
    }
  }

  void watch();
  onChange();
  return {
    name: service.name,
    identity: () => identity,
    async stop() {
      isStopping = true;
      if (service.stop) await service.stop();
      else if (identity) await stopGroup(identity, 12_000);
    },
  };
}
