"use client";
import { useQuery } from "@tanstack/react-query";
import type { LongWork } from "#lib/exports/list-long-work.ts";

const whileRunningMs = 1_000;
const whileWaitingMs = 5_000;

async function readLongWork(organization: string): Promise<LongWork> {
  const answer = await fetch(`/o/${organization}/exports/list`);
  if (!answer.ok) throw new Error(`The exports could not be read: ${answer.status}.`);
  return (await answer.json()) as LongWork;
}

/** How soon to look again: often while something moves, seldom while something waits, else not at all. */
function intervalOf({ exports, backfills }: LongWork): number | false {
  if (exports.some(({ phase }) => phase === "running" || phase === "queued")) return whileRunningMs;
  return exports.some(({ phase }) => phase === "waiting") || backfills.length > 0 ? whileWaitingMs : false;
}

/** Everything that takes its time, read again only while some of it is under way. */
export function useLongWork(organization: string, initial: LongWork) {
  const { data, refetch } = useQuery({
    queryKey: ["long-work", organization],
    queryFn: async () => readLongWork(organization),
    initialData: initial,
    refetchInterval: ({ state }) => intervalOf(state.data ?? initial),
  });
  return { work: data, lookAgain: () => void refetch() };
}
