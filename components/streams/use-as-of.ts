"use client";
import { useState } from "react";
import { useRouter } from "next/navigation";
import { useTicks } from "#components/use-ticks.ts";
import type { AsOf } from "#lib/streams/as-of.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";

const whileRunningMs = 2_000;
const whileBeginningMs = 5_000;
const whileWaitingMs = 15_000;
const patienceMs = 90_000;

type Awaited = { asOf: string | null; until: number };

async function readAsOf(address: string, signal: AbortSignal): Promise<AsOf> {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error(`The streams could not be read: ${answer.status}.`);
  return (await answer.json()) as AsOf;
}

/** A run that upstream holds up is under way, but nothing moves. */
function isRunning({ streams }: AsOf): boolean {
  return streams.some(({ health }) => health === "running");
}

function intervalOf(now: AsOf): number | null {
  if (isRunning(now)) return whileRunningMs;
  // Just connected: the first run is about to begin.
  if (now.streams.some(({ health }) => health === "never")) return whileBeginningMs;
  return now.streams.some(({ progress }) => progress !== null) ? whileWaitingMs : null;
}

/**
 * The state of these streams, read again only while one runs or has yet to run for the first time. After expect() it is read until the streams have
 * moved on; then the page is rendered anew with what they brought.
 */
export function useAsOf(organization: string, kinds: StreamKind[], initial: AsOf) {
  const router = useRouter();
  const [given, setGiven] = useState(initial);
  const [asOf, setAsOf] = useState(initial);
  const [awaited, setAwaited] = useState<Awaited | null>(null);
  // The page was rendered anew: what it says now is the newest.
  if (given !== initial) {
    setGiven(initial);
    setAsOf(initial);
  }

  const settle = (now: AsOf) => {
    if (awaited === null) return;
    const hasMoved = now.asOf !== awaited.asOf && !isRunning(now);
    if (!hasMoved && Date.now() < awaited.until) return;
    setAwaited(null);
    if (hasMoved) router.refresh();
  };
  const interval = awaited === null ? intervalOf(asOf) : whileRunningMs;
  useTicks(interval, awaited !== null, async (signal) => {
    const now = await readAsOf(`/o/${organization}/streams?kinds=${kinds.join(",")}`, signal);
    setAsOf(now);
    settle(now);
  });

  const expect = () => setAwaited({ asOf: asOf.asOf, until: Date.now() + patienceMs });
  return { asOf, isAwaiting: awaited !== null, expect };
}
