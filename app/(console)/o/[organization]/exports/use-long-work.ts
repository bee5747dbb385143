"use client";
import { useState } from "react";
import { useTicks } from "#components/use-ticks.ts";
import type { LongWork } from "#lib/exports/list-long-work.ts";

const whileRunningMs = 1_000;
const whileWaitingMs = 5_000;

async function readLongWork(organization: string, signal: AbortSignal): Promise<LongWork> {
  const answer = await fetch(`/o/${organization}/exports/list`, { signal });
  if (!answer.ok) throw new Error(`The exports could not be read: ${answer.status}.`);
  return (await answer.json()) as LongWork;
}

/** How soon to look again: often while something moves, seldom while something waits, else not at all. */
function intervalOf({ exports, backfills }: LongWork): number | null {
  if (exports.some(({ phase }) => phase === "running" || phase === "queued")) return whileRunningMs;
  return exports.some(({ phase }) => phase === "waiting") || backfills.length > 0 ? whileWaitingMs : null;
}

/** Everything that takes its time, read again only while some of it is under way. */
export function useLongWork(organization: string, initial: LongWork) {
  const [work, setWork] = useState(initial);
  const [isDue, setDue] = useState(false);
  const interval = isDue ? whileRunningMs : intervalOf(work);
  useTicks(interval, isDue, async (signal) => {
    setWork(await readLongWork(organization, signal));
    setDue(false);
  });
  return { work, lookAgain: () => setDue(true) };
}
