/** What is remembered of the pace of an endpoint template; times in milliseconds. */
export type Pace = {
  /** Between two calls; 0: unpaced, as upstream has never refused. */
  intervalMs: number;
  /** Refusals in a row. */
  refusals: number;
  /** The span over which upstream counts. */
  windowMs: number;
  /** Calls sent in the current span, and how much of it is left. */
  windowCalls: number;
  windowLeftMs: number;
  /** The shortest interval that upstream refused; 0: none is known. */
  refusedMs: number;
  /** Calls that went well in a row since the last refusal or trial. */
  goodCalls: number;
  /** After so many of them a shorter interval is tried again. */
  probeAfter: number;
  probeRest: number;
};

/** Kept between the pace and what upstream refuses: answers don't arrive as evenly as calls are sent. */
const margin = 1.04;
/** The limiter is reported to let 6 to 10 calls a minute pass: nobody starts slower than that. */
const fewestCalls = 6;
const unpacedBelowMs = 50;
const speedUpBy = 0.95;
/** A trial goes this much further than what was refused before, and the next one follows if it holds. */
const probeBy = 0.9;
const nextProbeAfter = 10;
const longestRest = 120;
const longestBackoffMs = 300_000;
/** A Retry-After is followed up to here. */
const longestWishMs = 1_500_000;

/** The interval at which as many calls would be sent in a window as were let pass. */
function intervalOfBurst({ windowMs, windowCalls }: Pace): number {
  return windowMs / Math.max(fewestCalls, windowCalls);
}

/** A pace that went well for long, or was a trial, is a little too fast; one refused again and again may be far too fast. */
function slowDownBy({ refusals, goodCalls, probeAfter }: Pace): number {
  if (refusals === 1) return 1;
  if (refusals > 1) return 2;
  return goodCalls >= nextProbeAfter || probeAfter === nextProbeAfter ? 1.1 : 1.5;
}

type Refusal = { wishMs: number | null; wasUnderWay: boolean; isUrgent: boolean };

/**
 * The first refusal tells the rate: as many calls as passed in this window. A later one means that the pace is a
 * little too fast (it went well for long) or much too fast. pauseMs: how long everybody stays away; null: no longer.
 */
export function afterRefusal(pace: Pace, refusal: Refusal): { pace: Pace; pauseMs: number | null } {
  const windowCalls = Math.max(0, pace.windowCalls - 1);
  const passed = { ...pace, windowCalls, goodCalls: 0 };
  const wishMs = refusal.wishMs === null ? null : Math.min(refusal.wishMs, longestWishMs);
  // Sent out of turn for a person: it says nothing about the pace.
  if (refusal.isUrgent && pace.intervalMs > 0)
    return { pace: { ...passed, goodCalls: pace.goodCalls, refusals: pace.refusals }, pauseMs: wishMs };
  if (refusal.wasUnderWay) {
    const isSmaller = pace.goodCalls === 0 && pace.refusals === 1 && pace.refusedMs < intervalOfBurst(passed);
    const refusedMs = isSmaller ? intervalOfBurst(passed) : pace.refusedMs;
    return {
      pace: { ...passed, refusedMs, intervalMs: Math.max(pace.intervalMs, refusedMs * margin) },
      pauseMs: null,
    };
  }

  const refusals = pace.refusals + 1;
  if (pace.intervalMs === 0) {
    const refusedMs = intervalOfBurst(passed);
    const pauseMs = wishMs ?? Math.max(pace.windowLeftMs, pace.windowMs / 4);
    return { pace: { ...passed, refusals, refusedMs, intervalMs: refusedMs * margin }, pauseMs };
  }
  const intervalMs = Math.min(pace.windowMs, pace.intervalMs * slowDownBy(pace));
  const probeRest = pace.refusals === 0 ? Math.min(longestRest, pace.probeRest * 2) : pace.probeRest;
  // A pace that is a little too fast is refused at the end of a window: the next one is near.
  const rest = Math.min(pace.windowLeftMs, pace.windowMs / fewestCalls);
  const backoffMs = Math.max(intervalMs, rest) * 2 ** Math.min(pace.refusals, 10);
  const pauseMs = wishMs ?? Math.min(longestBackoffMs, backoffMs);
  const refusedMs = pace.refusals === 0 ? pace.intervalMs : pace.refusedMs;
  return {
    pace: { ...passed, refusals, intervalMs, refusedMs, probeRest, probeAfter: probeRest },
    pauseMs,
  };
}

/**
 * Faster bit by bit, down to what was refused before; that is tried again after a long time without refusals, and
 * further still while it holds, so that a limit that was raised is found.
 */
export function afterSuccess(pace: Pace): Pace {
  if (pace.intervalMs === 0) return pace;
  const goodCalls = pace.goodCalls + 1;
  const isProbing = pace.refusedMs > 0 && goodCalls >= pace.probeAfter;
  const probed = pace.refusedMs * probeBy;
  const refusedMs = isProbing ? (probed < unpacedBelowMs ? 0 : probed) : pace.refusedMs;
  const intervalMs = Math.max(refusedMs * margin, pace.intervalMs * speedUpBy);
  return {
    ...pace,
    refusals: 0,
    refusedMs,
    goodCalls: isProbing ? 0 : goodCalls,
    probeAfter: isProbing ? nextProbeAfter : pace.probeAfter,
    intervalMs: intervalMs < unpacedBelowMs ? 0 : intervalMs,
  };
}
