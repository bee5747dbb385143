"use client";
import { useState } from "react";
import { useTicks } from "#components/use-ticks.ts";
import type { Comparison } from "#lib/comparisons/list.ts";

const whileRunningMs = 3_000;

async function read(organization: string, signal: AbortSignal): Promise<Comparison | null> {
  const answer = await fetch(`/o/${organization}/streams/comparison`, { signal });
  if (!answer.ok) throw new Error(`The comparison could not be read: ${answer.status}.`);
  return (await answer.json()) as Comparison | null;
}

/** The newest comparison, read again while it runs; reload() once another was asked for. */
export function useComparison(organization: string, initial: Comparison | null) {
  const [given, setGiven] = useState(initial);
  const [comparison, setComparison] = useState(initial);
  const [isDue, setIsDue] = useState(false);
  // The page was rendered anew: what it says now is the newest.
  if (given !== initial) {
    setGiven(initial);
    setComparison(initial);
  }

  const isRunning = comparison?.progress != null;
  useTicks(isRunning || isDue ? whileRunningMs : null, isDue, async (signal) => {
    setComparison(await read(organization, signal));
    setIsDue(false);
  });
  return { comparison, reload: () => setIsDue(true) };
}
