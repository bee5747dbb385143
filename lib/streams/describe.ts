import type { Stream } from "#lib/generated/prisma/client.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { staleAfterMs } from "#lib/sync/stale-after.ts";

/**
 * How a stream is doing. failing: its last run ended in an error; waiting: upstream asked for a pause;
 * stale: nothing is wrong that we know of, but it was not read for longer than it should.
 */
export type StreamHealth = "never" | "running" | "waiting" | "failing" | "paused" | "stale" | "fresh";

export type StreamProgress = {
  done: number;
  total: number | null;
  unit: string;
  /** Units a second since the run began; null in its first second. */
  rate: number | null;
  secondsLeft: number | null;
};

/** Moments are ISO strings: the same object goes to the browser. */
export type StreamState = {
  kind: StreamKind;
  health: StreamHealth;
  asOf: string | null;
  backfilledAt: string | null;
  progress: StreamProgress | null;
  rowsMirrored: number;
  notBefore: string | null;
  error: { code: string; message: string; at: string | null } | null;
};

function isRunning({ runStartedAt, runFinishedAt }: Stream): boolean {
  return runStartedAt !== null && (runFinishedAt === null || runFinishedAt < runStartedAt);
}

function healthOf(stream: Stream, kind: StreamKind, now: Date): StreamHealth {
  const oldest = now.getTime() - staleAfterMs(kind);
  if (stream.pausedAt) return "paused";
  if (stream.lastErrorCode === "rate_limited") return "waiting";
  if (stream.lastErrorCode) return "failing";
  if (isRunning(stream)) return "running";
  if (!stream.asOf) return "never";
  return stream.asOf.getTime() < oldest ? "stale" : "fresh";
}

function progressOf(stream: Stream, now: Date): StreamProgress | null {
  const { runStartedAt } = stream;
  if (!runStartedAt || !isRunning(stream)) return null;
  const done = Number(stream.progressDone);
  const total = stream.progressTotal === null ? null : Number(stream.progressTotal);
  const seconds = (now.getTime() - runStartedAt.getTime()) / 1000;
  const rate = seconds >= 1 && done > 0 ? done / seconds : null;
  const secondsLeft = rate && total !== null ? Math.max(0, Math.ceil((total - done) / rate)) : null;
  return { done, total, unit: stream.progressUnit, rate, secondsLeft };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

/** What a person is told of a stream; without a row it has never been read. */
export function describeStream(kind: StreamKind, stream: Stream | undefined, now: Date): StreamState {
  if (!stream) {
    const nothing = { asOf: null, backfilledAt: null, progress: null, notBefore: null, error: null };
    return { kind, health: "never", rowsMirrored: 0, ...nothing };
  }
  const { lastErrorCode: code, lastErrorMessage: message, lastErrorAt } = stream;
  return {
    kind,
    health: healthOf(stream, kind, now),
    asOf: iso(stream.asOf),
    backfilledAt: iso(stream.backfilledAt),
    progress: progressOf(stream, now),
    rowsMirrored: Number(stream.rowsMirrored),
    notBefore: stream.notBefore && stream.notBefore > now ? iso(stream.notBefore) : null,
    error: code ? { code, message: message ?? "", at: iso(lastErrorAt) } : null,
  };
}
