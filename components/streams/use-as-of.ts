"use client";
import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { AsOf } from "#lib/streams/as-of.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";

const whileRunningMs = 2_000;
const whileWaitingMs = 15_000;
const patienceMs = 90_000;

type Awaited = { asOf: string | null; until: number };

async function readAsOf(organization: string, kinds: StreamKind[]): Promise<AsOf> {
  const answer = await fetch(`/o/${organization}/streams?kinds=${kinds.join(",")}`);
  if (!answer.ok) throw new Error(`The streams could not be read: ${answer.status}.`);
  return (await answer.json()) as AsOf;
}

/** A run that upstream holds up is under way, but nothing moves. */
function isRunning({ streams }: AsOf): boolean {
  return streams.some(({ health }) => health === "running");
}

function intervalOf(now: AsOf): number | false {
  if (isRunning(now)) return whileRunningMs;
  return now.streams.some(({ progress }) => progress !== null) ? whileWaitingMs : false;
}

/**
 * The state of these streams, read again only while one runs. After expect() it is read until the streams have
 * moved on; then the page is rendered anew with what they brought.
 */
export function useAsOf(organization: string, kinds: StreamKind[], initial: AsOf) {
  const router = useRouter();
  const [awaited, setAwaited] = useState<Awaited | null>(null);

  const settle = (now: AsOf) => {
    if (awaited === null) return;
    const hasMoved = now.asOf !== awaited.asOf && !isRunning(now);
    if (!hasMoved && Date.now() < awaited.until) return;
    setAwaited(null);
    if (hasMoved) router.refresh();
  };
  const { data, refetch } = useQuery({
    queryKey: ["streams", organization, ...kinds],
    queryFn: async () => {
      const now = await readAsOf(organization, kinds);
      settle(now);
      return now;
    },
    initialData: initial,
    refetchInterval: ({ state }) => (awaited !== null ? whileRunningMs : intervalOf(state.data ?? initial)),
  });

  const expect = () => {
    setAwaited({ asOf: data.asOf, until: Date.now() + patienceMs });
    void refetch();
  };
  return { asOf: data, isAwaiting: awaited !== null, expect };
}
