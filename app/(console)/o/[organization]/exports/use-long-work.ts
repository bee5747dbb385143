"use client";
import { useState } from "react";
import { useTicks } from "#components/use-ticks.ts";
import type { PageRequest } from "#lib/keyset/keyset.ts";
import type { LongWork } from "#lib/exports/list-long-work.ts";

const whileRunningMs = 1_000;
const whileWaitingMs = 5_000;

type Asked = { organization: string; place: PageRequest };

async function readLongWork({ organization, place }: Asked, signal: AbortSignal): Promise<LongWork> {
  const query = new URLSearchParams(
    Object.entries(place).filter((entry): entry is [string, string] => !!entry[1]),
  );
  const answer = await fetch(`/o/${organization}/exports/list?${query.toString()}`, { signal });
  if (!answer.ok) throw new Error(`The exports could not be read: ${answer.status}.`);
  return (await answer.json()) as LongWork;
}

/** How soon to look again: often while something moves, seldom while something waits, else not at all. */
function intervalOf({ exports, backfills }: LongWork): number | null {
  if (exports.some(({ phase }) => phase === "running" || phase === "queued")) return whileRunningMs;
  return exports.some(({ phase }) => phase === "waiting") || backfills.length > 0 ? whileWaitingMs : null;
}

/** Everything that takes its time, read again only while some of it is under way. */
export function useLongWork(organization: string, place: PageRequest, initial: LongWork) {
  const [work, setWork] = useState(initial);
  const [rendered, setRendered] = useState(initial);
  // The server has rendered the page anew, as it does when an export was asked for.
  if (rendered !== initial) {
    setRendered(initial);
    setWork(initial);
  }
  const [isDue, setDue] = useState(false);
  const interval = isDue ? whileRunningMs : intervalOf(work);
  useTicks(interval, isDue, async (signal) => {
    setWork(await readLongWork({ organization, place }, signal));
    setDue(false);
  });
  return { work, lookAgain: () => setDue(true) };
}
