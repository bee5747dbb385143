import type { AdminOrganization } from "#lib/admin-api/call.ts";
import type { SyncFault } from "#lib/sync/faults.ts";
import { faultOf } from "#lib/sync/faults.ts";
import { firstPage, follow } from "#lib/sync/follow-pages.ts";
import type { Page } from "#lib/sync/read-page.ts";
import type { Advance, Reader, StepContext, StepTransaction } from "#lib/sync/reader.ts";
import type { Bucket } from "#lib/sync/windows/buckets.ts";
import { readBuckets } from "#lib/sync/windows/buckets.ts";
import type { WindowRun } from "#lib/sync/windows/cursor.ts";
import { WindowCursor } from "#lib/sync/windows/cursor.ts";

/** A stretch of time, from inclusive, to exclusive, in Unix seconds. */
export type Stretch = { from: number; to: number };

type Query = { start_time: number; end_time: number; limit: number; page?: string };

/** One question that is asked of every window. */
export type Track = {
  name: string;
  template: string;
  /** Upstream answers it only from here on. */
  since?: number;
  /** Upstream may refuse it for some organizations or times: noted, and no fault of the stream. */
  isOptional?: boolean;
  list: (organization: AdminOrganization, query: Query) => { asResponse: () => Promise<Response> };
  /** Puts buckets in the place of what the mirror held for the stretch, rollups included; returns the growth. */
  replace: (
    tx: StepTransaction,
    context: StepContext,
    stretch: Stretch,
    buckets: Bucket[],
  ) => Promise<number>;
};

export type WindowSpec = {
  bucketSeconds: number;
  /** Times at which a stretch may begin. */
  alignSeconds: number;
  /** How many buckets upstream gives at once: the size of a window, once it is known not to be too full. */
  windowBuckets: number;
  /** The size of the very first window: small, as nobody knows how full it is. */
  firstBuckets: number;
  backfillDays: number;
  /** How far back upstream restates: read again every time, and further once a day. */
  recheckSeconds: number;
  deepSeconds: number;
  tracks: readonly Track[];
  /** Makes sure that the months are there, outside any transaction: it takes locks. */
  prepare: (context: StepContext, stretch: Stretch) => Promise<void>;
};

const day = 86_400;
/** Answers with more results than this are asked for in smaller pieces, so that memory stays bounded. */
const manyResults = 40_000;
const fewResults = 8_000;

const floorTo = (seconds: number, step: number) => Math.floor(seconds / step) * step;
const ceilTo = (seconds: number, step: number) => Math.ceil(seconds / step) * step;

/**
 * Reads facts that come in buckets of time: the past once, newest window first, then again and again the
 * stretch that upstream still changes. Each page replaces whole buckets.
 */
export function windowReader(spec: WindowSpec): Reader {
  return {
    step: async (context, stored) => {
      const cursor = WindowCursor.catch(() => emptyCursor(spec)).parse(stored);
      const run = cursor.run ?? beginRun(spec, cursor, context.now);
      return readWindow(spec, context, cursor, run);
    },
    startAnew: (stored) => {
      const cursor = WindowCursor.safeParse(stored);
      if (!cursor.success || !cursor.data.run) return undefined;
      // The token of a page belongs to its query and its time: the window is read from its beginning.
      return { ...cursor.data, run: { ...cursor.data.run, place: firstPage, through: null } };
    },
  };
}

function emptyCursor(spec: WindowSpec): WindowCursor {
  return { size: spec.firstBuckets, readUpTo: null, deepAt: null, refused: {}, run: null };
}

function beginRun(spec: WindowSpec, cursor: WindowCursor, now: Date): WindowRun {
  const seconds = now.getTime() / 1000;
  const to = ceilTo(seconds + 1, spec.bucketSeconds);
  const rest = { to, top: to, size: cursor.size, track: 0, place: firstPage, through: null, startedAt: null };
  if (!cursor.readUpTo) {
    const from = floorTo(seconds - spec.backfillDays * day, spec.alignSeconds);
    return { kind: "backfill", from, ...rest };
  }
  const isDeep = !cursor.deepAt || now.getTime() - cursor.deepAt.getTime() > day * 1000;
  const back = isDeep ? spec.deepSeconds : spec.recheckSeconds;
  const since = Math.min(cursor.readUpTo.getTime() / 1000, seconds) - back;
  return { kind: isDeep ? "deep" : "recheck", from: floorTo(since, spec.alignSeconds), ...rest };
}

function bottomOf(spec: WindowSpec, run: WindowRun): number {
  return Math.max(run.from, run.top - run.size * spec.bucketSeconds);
}

/** The part of the window that the track can be asked for; null where there is none. */
function stretchOf(spec: WindowSpec, cursor: WindowCursor, run: WindowRun, track: Track): Stretch | null {
  const from = Math.max(bottomOf(spec, run), track.since ?? 0);
  const refused = cursor.refused[track.name];
  return from >= run.top || (refused && run.top <= refused.top) ? null : { from, to: run.top };
}

async function readWindow(
  spec: WindowSpec,
  context: StepContext,
  cursor: WindowCursor,
  run: WindowRun,
): Promise<Advance> {
  const track = spec.tracks[run.track];
  const stretch = track && stretchOf(spec, cursor, run, track);
  if (!track || !stretch) return afterTrack(spec, context, cursor, run);

  const { after } = run.place;
  const query = {
    start_time: stretch.from,
    end_time: stretch.to,
    limit: Math.ceil((stretch.to - stretch.from) / spec.bucketSeconds),
    ...(after !== null && { page: after }),
  };
  try {
    const asked = await context.ask(track.template, (organization) => track.list(organization, query));
    const begun = { ...run, startedAt: run.startedAt ?? asked.sentAt };
    return await afterPage(spec, context, cursor, begun, track, stretch, asked.answer);
  } catch (error) {
    const fault = faultOf(error);
    if (!track.isOptional || fault?.code !== "refused") throw error;
    return afterRefusal(spec, context, cursor, run, track, fault);
  }
}

async function afterPage(
  spec: WindowSpec,
  context: StepContext,
  cursor: WindowCursor,
  run: WindowRun,
  track: Track,
  window: Stretch,
  page: Page,
): Promise<Advance> {
  const from = run.through ?? window.from;
  const buckets = readBuckets(page.items, from).filter(({ from: begins }) => begins < window.to);
  const through = page.next === null ? window.to : Math.min(window.to, buckets.at(-1)?.to ?? from);
  const stretch = { from, to: through };
  await spec.prepare(context, stretch);

  const write = (tx: StepTransaction) => track.replace(tx, context, stretch, buckets);
  const refused = without(cursor.refused, page.next === null && run.kind !== "backfill" ? track.name : null);
  if (page.next !== null) {
    const next = { ...run, place: follow(run.place, page.next), through };
    return { cursor: { ...cursor, run: next }, write, progress: progressOf(spec, next) };
  }
  const size = sizeAfter(spec, cursor, run, buckets);
  return { ...afterTrack(spec, context, { ...cursor, refused, size }, run), write };
}

function without(refused: WindowCursor["refused"], name: string | null): WindowCursor["refused"] {
  return Object.fromEntries(Object.entries(refused).filter(([key]) => key !== name));
}

/** The size of the next window: half of this one if any question was answered too fully, twice if none was. */
function sizeAfter(spec: WindowSpec, cursor: WindowCursor, run: WindowRun, buckets: Bucket[]): number {
  const results = buckets.reduce((sum, bucket) => sum + bucket.results.length, 0);
  if (results > manyResults) return Math.max(1, Math.floor(run.size / 2));
  if (cursor.size < run.size) return cursor.size;
  const isLastTrack = run.track + 1 >= spec.tracks.length;
  if (results >= fewResults) return run.size;
  return isLastTrack ? Math.min(spec.windowBuckets, run.size * 2) : cursor.size;
}

function afterRefusal(
  spec: WindowSpec,
  context: StepContext,
  cursor: WindowCursor,
  run: WindowRun,
  track: Track,
  fault: SyncFault,
): Advance {
  const refusal = { message: fault.message, at: context.now.toISOString(), top: run.top };
  const refused = { ...cursor.refused, [track.name]: refusal };
  return afterTrack(spec, context, { ...cursor, refused }, run);
}

/** On to the next question, the next window, or the end of the run. */
function afterTrack(spec: WindowSpec, context: StepContext, cursor: WindowCursor, run: WindowRun): Advance {
  const isLastTrack = run.track + 1 >= spec.tracks.length;
  const next = {
    ...run,
    track: isLastTrack ? 0 : run.track + 1,
    top: isLastTrack ? bottomOf(spec, run) : run.top,
    size: isLastTrack ? cursor.size : run.size,
    place: firstPage,
    through: null,
  };
  const progress = progressOf(spec, next);
  if (next.top > run.from) return { cursor: { ...cursor, run: next }, progress };

  const asOf = run.startedAt ?? context.now;
  const deepAt = run.kind === "recheck" ? cursor.deepAt : asOf;
  return { cursor: { ...cursor, readUpTo: asOf, deepAt, run: null }, progress, finished: { asOf } };
}

function progressOf(spec: WindowSpec, run: WindowRun): Advance["progress"] {
  const inWindow = ((run.top - bottomOf(spec, run)) * run.track) / spec.tracks.length;
  return { done: (run.to - run.top + inWindow) / day, total: (run.to - run.from) / day, unit: "days" };
}
