import fc from "fast-check";
import { expect, test } from "vitest";
import { HeldBack, UpstreamRefusal, UpstreamUnclear } from "#lib/admin-api/errors.ts";
import { DomainError } from "#lib/errors.ts";
import { syncErrorCodes } from "#lib/sync/error-codes.ts";
import { faultOf, SyncFault } from "#lib/sync/faults.ts";
import { dependencies, intervalMs, streamKinds } from "#lib/sync/kinds.ts";
import { hasWhatItNeeds, isDue } from "#lib/sync/next-due.ts";
import { staleAfterMs } from "#lib/sync/stale-after.ts";
import { waitAfter } from "#lib/sync/wait-after.ts";

const minute = 60_000;
const now = new Date("2026-11-22T12:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);

test.each(syncErrorCodes)(
  "after %s a stream waits longer each time, up to a quarter of an hour, and never for nothing",
  (code) => {
    fc.assert(
      fc.property(fc.nat(10_000), (failures) => {
        const [wait, next] = [failures, failures + 1].map((count) =>
          waitAfter({ code, retryAfterMs: null }, count),
        );
        expect(wait).toBeGreaterThan(0);
        expect(next).toBeGreaterThanOrEqual(wait ?? 0);
        expect(next).toBeLessThanOrEqual(15 * minute);
      }),
    );
    expect(waitAfter({ code, retryAfterMs: 7_000 }, 9)).toBe(7_000);
  },
);

const refusal = (status: number, message = "No.") =>
  new UpstreamRefusal(message, { status, retryAfterMs: 5_000 });

test.each<[string, Error, string]>([
  ["a wrong key", refusal(401), "unauthorized"],
  [
    "a key that lacks a scope, as 401",
    refusal(401, "You have insufficient permissions. Missing scopes: api.usage.read"),
    "missing_scope",
  ],
  ["a key that lacks a scope, as 403", refusal(403), "missing_scope"],
  ["a limit", refusal(429), "rate_limited"],
  ["another refusal", refusal(404), "refused"],
  ["a server that breaks", new UpstreamUnclear("x", 502, { reason: "server" }), "unavailable"],
  ["a cut connection", new UpstreamUnclear("x", null), "unavailable"],
  ["silence", new UpstreamUnclear("x", null, { reason: "timeout" }), "timeout"],
  ["half an answer", new UpstreamUnclear("x", null, { reason: "malformed" }), "malformed"],
])("%s is told as what it is", (_name, error, code) => {
  const fault = faultOf(error);
  expect(fault).toMatchObject({ code, message: error.message, cause: error });
  expect(fault?.retryAfterMs).toBe(error instanceof UpstreamRefusal ? 5_000 : null);
});

test("what upstream has no part in is no fault of its, and a fault is itself", () => {
  expect(faultOf(new HeldBack("GET /x", now))).toBeNull();
  expect(faultOf(new DomainError("unavailable", "organizationDisconnected"))).toBeNull();
  expect(faultOf(new TypeError("ours"))).toBeNull();
  const fault = new SyncFault("empty_page", "x");
  expect(faultOf(fault)).toBe(fault);
});

const row = {
  run_started_at: ago(2 * minute),
  run_finished_at: ago(minute),
  not_before: null,
  paused_at: null,
};

test.each(streamKinds)(
  "%s is read when its time has come, and called stale only some turns later",
  (kind) => {
    const finished = (ms: number) => ({ ...row, run_started_at: ago(ms + 1), run_finished_at: ago(ms) });
    expect(isDue(kind, finished(intervalMs[kind] - 1), now)).toBe(false);
    expect(isDue(kind, finished(intervalMs[kind]), now)).toBe(true);
    expect(staleAfterMs(kind)).toBeGreaterThan(2 * intervalMs[kind]);
  },
);

test("a run under way goes on at once, one that waits does not, and a paused one never", () => {
  const underWay = { ...row, run_started_at: ago(0), run_finished_at: ago(minute) };
  expect(isDue("members", underWay, now)).toBe(true);
  expect(isDue("members", { ...row, run_finished_at: null }, now)).toBe(true);
  expect(isDue("members", { ...underWay, not_before: ago(-1) }, now)).toBe(false);
  expect(isDue("members", { ...underWay, paused_at: now }, now)).toBe(false);
});

test("a clock that was set back makes nothing wait for the hours that it will be behind", () => {
  const underWay = { ...row, run_finished_at: null };
  expect(isDue("members", { ...underWay, not_before: ago(-59 * minute) }, now)).toBe(false);
  expect(isDue("members", { ...underWay, not_before: ago(-61 * minute) }, now)).toBe(true);
  expect(
    isDue("members", { ...row, run_started_at: ago(-3 * minute), run_finished_at: ago(-2 * minute) }, now),
  ).toBe(true);
});

test("a stream begins once everything that it asks by was read, and nothing depends on itself", () => {
  for (const kind of streamKinds) {
    const needed = dependencies[kind] ?? [];
    const read = new Map(needed.map((each): [string, Date | null] => [each, now]));
    expect(hasWhatItNeeds(kind, read)).toBe(true);
    for (const each of needed) {
      expect(streamKinds.indexOf(each)).toBeLessThan(streamKinds.indexOf(kind));
      expect(hasWhatItNeeds(kind, new Map([...read, [each, null]]))).toBe(false);
    }
  }
});
