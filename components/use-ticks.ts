import { useEffect, useEffectEvent } from "react";

/** Calls again and again while the page is looked at, and at once where it is due; null: not at all. */
export function useTicks(
  everyMs: number | null,
  isDue: boolean,
  tick: (signal: AbortSignal) => Promise<void>,
): void {
  const run = useEffectEvent(tick);
  useEffect(() => {
    if (everyMs === null) return;
    const gone = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = () => {
      timer = setTimeout(() => void step(), everyMs);
    };
    const step = async () => {
      // A reading that failed is made up for by the next.
      if (!document.hidden) await run(gone.signal).catch(() => undefined);
      if (!gone.signal.aborted) next();
    };
    if (isDue) void step();
    else next();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [everyMs, isDue]);
}
