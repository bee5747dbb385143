import type { AdminOrganization } from "#lib/admin-api/call.ts";
import type { SyncFault } from "#lib/sync/faults.ts";
import { faultOf } from "#lib/sync/faults.ts";
import { firstPage, follow } from "#lib/sync/follow-pages.ts";
import type { Page } from "#lib/sync/read-page.ts";
import type { Advance, Reader, StepContext, StepTransaction } from "#lib/sync/reader.ts";
import type { Bucket } from "#lib/sync/windows/buckets.ts";
import { expectInOrder, readBucket } from "#lib/sync/windows/buckets.ts";
import type { PackedLines } from "#lib/sync/windows/copy-rows.ts";
import { joinLines } from "#lib/sync/windows/copy-rows.ts";
import type { WindowRun } from "#lib/sync/windows/cursor.ts";
import { WindowCursor } from "#lib/sync/windows/cursor.ts";
import type { FactsTable } from "#lib/sync/windows/ensure-months.ts";
import { firstHourOfDay } from "#lib/sync/windows/first-hour-of-day.ts";

/** A stretch of time, from inclusive, to exclusive, in Unix seconds. */
export type Stretch = { from: number; to: number };

type Query = { start_time: number; end_time: number; limit: number; page?: string };

/** A page of a window, from where it arrives to where it is written. */
export type WindowPage<Tx = StepTransaction> = {
  /** The rows of a bucket: made as soon as it is read, so that a window that waits for its turn weighs little. */
  pack: (bucket: Bucket) => PackedLines;
  /** Told when all of it was packed: what takes time is done now, and not in the transaction. */
  ready?: () => void;
  /** Puts rows in the place of what the mirror held for the stretch, rollups included; returns the growth. */
  replace: (tx: Tx, stretch: Stretch, lines: PackedLines) => Promise<number>;
};

export type Track = {
  name: string;
  template: string;
  /** Upstream answers it only from here on. */
  since?: number;
  /** Upstream may refuse it for some organizations or times: noted, and no fault of the stream. */
  isOptional?: boolean;
  list: (organization: AdminOrganization, query: Query) => { asResponse: () => Promise<Response> };
  page: (context: StepContext) => WindowPage;
};

export type WindowSpec = {
  facts: FactsTable;
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
const fewResults = 15_000;

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
      const run = cursor.run ?? (await beginRun(spec, context, cursor));
      return readWindow(spec, context, cursor, run);
    },
    startAnew: (stored) => {
      const cursor = WindowCursor.safeParse(stored);
      if (!cursor.success || !cursor.data.run) return undefined;
      // The token of a page belongs to its query and its time: the window is read from its beginning.
      return { ...cursor.data, run: { ...cursor.data.run, place: firstPage, through: null, seen: 0 } };
    },
    reread: (stored, stretch) => {
      const cursor = WindowCursor.safeParse(stored);
      if (!cursor.success || cursor.data.run) return undefined;
      const { size } = cursor.data;
      const [from, to] = [floorTo(stretch.from, spec.alignSeconds), ceilTo(stretch.to, spec.bucketSeconds)];
      const run = {
        kind: "reread",
        from,
        to,
        top: to,
        size,
        bottom: Math.max(from, to - size * spec.bucketSeconds),
      };
      const begun = { track: 0, place: firstPage, through: null, startedAt: null, seen: 0, most: 0 };
      return { ...cursor.data, run: { ...run, ...begun } };
    },
  };
}

function emptyCursor(spec: WindowSpec): WindowCursor {
  return { size: spec.firstBuckets, readUpTo: null, deepAt: null, refused: {}, run: null };
}

async function beginRun(
  spec: WindowSpec,
  { now, timeZone, keptFrom }: StepContext,
  cursor: WindowCursor,
): Promise<WindowRun> {
  const seconds = now.getTime() / 1000;
  const to = ceilTo(seconds + 1, spec.bucketSeconds);
  const { kind, back } = cursor.readUpTo
    ? backFrom(spec, now, cursor.readUpTo, cursor.deepAt)
    : ({ kind: "backfill", back: seconds - spec.backfillDays * day } as const);
  // What the organization let go of is not read again.
  const kept = ceilTo(await keptFrom(spec.facts), spec.bucketSeconds);
  const from = Math.max(floorTo(back, spec.alignSeconds), kept);
  const { size } = cursor;
  const bottom = bottomOf(spec, timeZone, { from, top: to, size });
  const fresh = { track: 0, place: firstPage, through: null, startedAt: null, seen: 0, most: 0 };
  return { kind, from, to, top: to, size, bottom, ...fresh };
}

function backFrom(spec: WindowSpec, now: Date, readUpTo: Date, deepAt: Date | null) {
  const isDeep = !deepAt || now.getTime() - deepAt.getTime() > day * 1000;
  const back = isDeep ? spec.deepSeconds : spec.recheckSeconds;
  const since = Math.min(readUpTo.getTime(), now.getTime()) / 1000;
  return { kind: isDeep ? "deep" : "recheck", back: since - back } as const;
}

/** Where the window below top begins: with a local day where it holds one, so that no day is rolled up twice. */
function bottomOf(
  spec: WindowSpec,
  timeZone: string,
  { from, top, size }: Pick<WindowRun, "from" | "top" | "size">,
): number {
  const bottom = top - size * spec.bucketSeconds;
  if (bottom <= from) return from;
  const ofDay = spec.bucketSeconds < day ? firstHourOfDay(bottom, timeZone) : bottom;
  return ofDay < top ? ofDay : bottom;
}

/** The part of the window that the track can be asked for; null where there is none. */
function stretchOf(cursor: WindowCursor, run: WindowRun, track: Track): Stretch | null {
  const from = Math.max(run.bottom, track.since ?? 0);
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
  const stretch = track && stretchOf(cursor, run, track);
  if (!track || !stretch) return afterTrack(spec, context, cursor, run);

  const { after } = run.place;
  const query = {
    start_time: stretch.from,
    end_time: stretch.to,
    limit: Math.ceil((stretch.to - stretch.from) / spec.bucketSeconds),
    ...(after !== null && { page: after }),
  };
  const made = track.page(context);
  try {
    const asked = await context.askEach(
      track.template,
      (organization) => track.list(organization, query),
      (item) => packBucket(made, item),
    );
    const begun = { ...run, startedAt: run.startedAt ?? asked.sentAt };
    return await afterPage(spec, context, cursor, begun, { track, made }, stretch, asked.answer);
  } catch (error) {
    const fault = faultOf(error);
    if (!track.isOptional || fault?.code !== "refused") throw error;
    return afterRefusal(spec, context, cursor, run, track, fault);
  }
}

/** A bucket as it is kept until it is written. */
type PackedBucket = { from: number; to: number; lines: PackedLines };

function packBucket(made: WindowPage, item: unknown): PackedBucket {
  const bucket = readBucket(item);
  return { from: bucket.from, to: bucket.to, lines: made.pack(bucket) };
}

async function afterPage(
  spec: WindowSpec,
  context: StepContext,
  cursor: WindowCursor,
  run: WindowRun,
  { track, made }: { track: Track; made: WindowPage },
  window: Stretch,
  page: Page<PackedBucket>,
): Promise<Advance> {
  const from = run.through ?? window.from;
  expectInOrder(page.items, from);
  const buckets = page.items.filter(({ from: begins }) => begins < window.to);
  const through = page.next === null ? window.to : Math.min(window.to, buckets.at(-1)?.to ?? from);
  const stretch = { from, to: through };
  await spec.prepare(context, stretch);

  made.ready?.();
  const lines = joinLines(buckets.map((bucket) => bucket.lines));
  const written = {
    write: (tx: StepTransaction) => made.replace(tx, stretch, lines),
    characters: lines.bytes,
  };
  const refused = without(cursor.refused, page.next === null && run.kind !== "backfill" ? track.name : null);
  const seen = run.seen + lines.count;
  if (page.next !== null) {
    const next = { ...run, place: follow(run.place, page.next), through, seen };
    return { ...goingOn(spec, { ...cursor, run: next }, next), ...written };
  }
  const read = { ...run, most: Math.max(run.most, seen) };
  return { ...afterTrack(spec, context, { ...cursor, refused }, read), ...written };
}

function without(refused: WindowCursor["refused"], name: string | null): WindowCursor["refused"] {
  return Object.fromEntries(Object.entries(refused).filter(([key]) => key !== name));
}

/** The size of the next window: half of this one if any question was answered too fully, twice if none was. */
function sizeAfter(spec: WindowSpec, { size, most }: WindowRun): number {
  if (most > manyResults) return Math.max(1, Math.floor(size / 2));
  return most < fewResults ? Math.min(spec.windowBuckets, size * 2) : size;
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

function afterTrack(spec: WindowSpec, context: StepContext, cursor: WindowCursor, run: WindowRun): Advance {
  const isLastTrack = run.track + 1 >= spec.tracks.length;
  const rest = { place: firstPage, through: null, seen: 0 };
  if (!isLastTrack) {
    const next = { ...run, ...rest, track: run.track + 1 };
    return goingOn(spec, { ...cursor, run: next }, next);
  }
  const size = sizeAfter(spec, run);
  const top = run.bottom;
  const bottom = bottomOf(spec, context.timeZone, { from: run.from, top, size });
  const next = { ...run, ...rest, track: 0, most: 0, top, size, bottom };
  if (top > run.from) return goingOn(spec, { ...cursor, size, run: next }, next);
  const progress = progressOf(spec, next);
  // Only some days were read again: nothing is newer for it.
  if (run.kind === "reread") return { cursor: { ...cursor, size, run: null }, progress };

  const asOf = run.startedAt ?? context.now;
  const deepAt = run.kind === "recheck" ? cursor.deepAt : asOf;
  return { cursor: { ...cursor, size, readUpTo: asOf, deepAt, run: null }, progress, finished: { asOf } };
}

/** Nothing of the next step depends on this one's being written. */
function goingOn(spec: WindowSpec, cursor: WindowCursor, run: WindowRun): Advance {
  return { cursor, progress: progressOf(spec, run), goesOn: true };
}

function progressOf(spec: WindowSpec, run: WindowRun): Advance["progress"] {
  const inWindow = ((run.top - run.bottom) * run.track) / spec.tracks.length;
  return { done: (run.to - run.top + inWindow) / day, total: (run.to - run.from) / day, unit: "days" };
}
