import fc from "fast-check";
import { expect, test } from "vitest";
import type { Pace } from "#lib/sync/pace-rules.ts";
import { afterRefusal, afterSuccess } from "#lib/sync/pace-rules.ts";

const minute = 60_000;

/** A limiter as it is asked at a moment: whether the call passes. */
type Limiter = (atMs: number) => boolean;

function fixedWindow(perMinute: () => number): Limiter {
  let startedAt = -Infinity;
  let count = 0;
  return (at) => {
    if (at - startedAt >= minute) [startedAt, count] = [at, 0];
    count += 1;
    return count <= perMinute();
  };
}

function tokenBucket(perMinute: number, burst: number): Limiter {
  let [tokens, last] = [burst, 0];
  return (at) => {
    tokens = Math.min(burst, tokens + ((at - last) * perMinute) / minute);
    last = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** Sends calls as soon as the pace lets them, in virtual time, and counts what came of them. */
function run(limiter: Limiter, fromMs: number, toMs: number, begun?: { pace: Pace; at: number }) {
  let pace: Pace = begun?.pace ?? {
    intervalMs: 0,
    refusals: 0,
    windowMs: minute,
    windowCalls: 0,
    windowLeftMs: 0,
    refusedMs: 0,
    goodCalls: 0,
    probeAfter: 30,
    probeRest: 30,
  };
  let windowAt = -Infinity;
  let at = begun?.at ?? 0;
  const count = { passed: 0, refused: 0 };
  while (at < toMs) {
    if (at - windowAt >= minute) [windowAt, pace] = [at, { ...pace, windowCalls: 0 }];
    pace = { ...pace, windowCalls: pace.windowCalls + 1, windowLeftMs: windowAt + minute - at };
    const isCounted = at >= fromMs;
    if (limiter(at)) {
      if (isCounted) count.passed += 1;
      pace = afterSuccess(pace);
      at += Math.max(50, pace.intervalMs);
    } else {
      if (isCounted) count.refused += 1;
      const after = afterRefusal(pace, { wishMs: null, wasUnderWay: false, isUrgent: false });
      pace = after.pace;
      at += after.pauseMs ?? pace.intervalMs;
    }
  }
  return { ...count, pace, at };
}

test("whatever a minute's limit is, it is found in ten minutes and kept: nearly all of it, few refusals", () => {
  fc.assert(
    fc.property(fc.integer({ min: 6, max: 60 }), (perMinute) => {
      const limiter = fixedWindow(() => perMinute);
      const { passed, refused } = run(limiter, 10 * minute, 130 * minute);
      expect(passed).toBeGreaterThan(0.88 * perMinute * 120);
      expect(refused).toBeLessThan(0.05 * passed);
    }),
  );
});

test("a limiter that lets a burst pass and then refills slowly is found as well", () => {
  fc.assert(
    fc.property(fc.integer({ min: 6, max: 30 }), fc.integer({ min: 1, max: 60 }), (perMinute, burst) => {
      const { passed, refused } = run(tokenBucket(perMinute, burst), 20 * minute, 140 * minute);
      expect(passed).toBeGreaterThan(0.85 * perMinute * 120);
      expect(refused).toBeLessThan(0.05 * passed);
    }),
  );
});

test("a limit that is raised tenfold is found within the hour, one that is lowered within minutes", () => {
  let perMinute = 6;
  const limiter = fixedWindow(() => perMinute);
  const slow = run(limiter, 0, 120 * minute);
  perMinute = 60;
  const learning = run(limiter, 120 * minute, 180 * minute, slow);
  const fast = run(limiter, 180 * minute, 240 * minute, learning);
  expect(fast.passed).toBeGreaterThan(0.85 * 60 * 60);

  perMinute = 6;
  const relearning = run(limiter, 240 * minute, 250 * minute, fast);
  expect(relearning.refused).toBeLessThan(25);
  const again = run(limiter, 250 * minute, 370 * minute, relearning);
  expect(again.passed).toBeGreaterThan(0.85 * 6 * 120);
  expect(again.refused).toBeLessThan(0.05 * again.passed);
});

test("upstream that refuses everything is asked every five minutes", () => {
  const { refused } = run(() => false, 60 * minute, 120 * minute);
  expect(refused).toBeLessThanOrEqual(13);
});

test("a person's call out of turn that is refused slows nobody down", () => {
  const { pace } = run(
    fixedWindow(() => 6),
    0,
    30 * minute,
  );
  const after = afterRefusal(pace, { wishMs: null, wasUnderWay: false, isUrgent: true });
  expect(after.pauseMs).toBeNull();
  expect(after.pace).toMatchObject({ intervalMs: pace.intervalMs, goodCalls: pace.goodCalls });
});
