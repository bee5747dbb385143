import { processWide } from "#lib/process-wide.ts";

/** A result, or the reading of it, what it was read from, and until when it may be used (milliseconds since 1970). */
export type Kept = { versions: string; until: number; weight: number; result: Promise<unknown> };

/** What a process keeps at most, in characters of JSON, and how much of that one result may be. */
const bounds = { all: 32_000_000, one: 500_000, results: 2_000 };

/** Without a weight yet: it is being read. */
const assumed = 10_000;

const kept = processWide("remembered", () => ({ results: new Map<string, Kept>(), weight: 0 }));

export function find(key: string): Kept | undefined {
  return kept.results.get(key);
}

export function forget(key: string, one: Kept): void {
  if (kept.results.get(key) !== one) return;
  kept.results.delete(key);
  kept.weight -= one.weight;
}

/** Keeps it in the place of what was kept there; what was kept for longest goes when it gets too much. */
export function keep(key: string, one: Omit<Kept, "weight">): Kept {
  const before = kept.results.get(key);
  if (before) forget(key, before);
  const entry = { ...one, weight: assumed };
  kept.results.set(key, entry);
  kept.weight += assumed;
  letGo();
  return entry;
}

/** Notes what a result weighs once it is there. */
export function weigh(key: string, one: Kept, weight: number): void {
  if (kept.results.get(key) !== one) return;
  kept.weight += weight - one.weight;
  one.weight = weight;
  if (weight > bounds.one) forget(key, one);
  letGo();
}

function letGo(): void {
  for (const [key, one] of kept.results) {
    if (kept.weight <= bounds.all && kept.results.size <= bounds.results) return;
    forget(key, one);
  }
}

export function measureKept(): { results: number; weight: number } {
  return { results: kept.results.size, weight: kept.weight };
}
