import { mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { basename, dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Identity } from "../system/identify.ts";
import { identify, isAlive } from "../system/identify.ts";

const lookEveryMs = 300;
const free = "free";

/**
 * A lock is a row of numbered places of which the last counts. A place is a link that leads nowhere: it is made with
 * what it says in one step, and only once. The last one is never taken away, so that a number is never given again.
 */
function placesOf(path: string): number[] {
  const prefix = `${basename(path)}.`;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number(name.slice(prefix.length)))
    .filter(Number.isInteger);
}

const lastOf = (path: string) => Math.max(0, ...placesOf(path));

function make(path: string, place: number, says: string): boolean {
  try {
    symlinkSync(says, `${path}.${place}`);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Whoever holds the place; undefined where it says that it is free, or has been followed by another meanwhile. */
function holderOf(path: string, place: number): Identity | undefined {
  try {
    const says = readlinkSync(`${path}.${place}`);
    return says === free ? undefined : (JSON.parse(says) as Identity);
  } catch {
    return undefined;
  }
}

/** The place that nobody alive holds, to be followed; undefined while somebody works. */
export function findFreePlace(path: string): number | undefined {
  const last = lastOf(path);
  const holder = holderOf(path, last);
  return holder && isAlive(holder) ? undefined : last;
}

/** Takes the place after one that was found free; false where somebody else has, however long ago. */
export function takePlaceAfter(path: string, found: number): boolean {
  const own = found + 1;
  if (!make(path, own, JSON.stringify(identify(process.pid)))) return false;
  // Others have come and gone since: their numbers are higher.
  if (lastOf(path) !== own) {
    rmSync(`${path}.${own}`, { force: true });
    return false;
  }
  for (const place of placesOf(path)) if (place < own) rmSync(`${path}.${place}`, { force: true });
  return true;
}

function leave(path: string, own: number): void {
  make(path, own + 1, free);
  rmSync(`${path}.${own}`, { force: true });
}

/** Does the work while no other process does the same; one that was killed holds nothing up. */
export async function oneAtATime<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    const found = findFreePlace(path);
    if (found === undefined) await sleep(lookEveryMs);
    else if (takePlaceAfter(path, found)) {
      try {
        return await work();
      } finally {
        leave(path, found + 1);
      }
    }
  }
}
