import { z } from "zod";
import type { EventRow } from "#lib/sync/audit/event-row.ts";
import { eventRow } from "#lib/sync/audit/event-row.ts";
import { deepFrom } from "#lib/sync/audit/deep-from.ts";
import { insertEvents } from "#lib/sync/audit/insert-events.ts";
import { faultOf } from "#lib/sync/faults.ts";
import { Place, firstPage, follow } from "#lib/sync/follow-pages.ts";
import type { Page } from "#lib/sync/read-page.ts";
import type { Advance, Reader, StepContext } from "#lib/sync/reader.ts";
import { ensureMonths } from "#lib/sync/windows/ensure-months.ts";

const limit = 100;
/** Events may appear late: read again from this long before the newest, and once a day from further back. */
const overlapSeconds = 3_600;
const dayMs = 86_400_000;
/** A long backfill stops this often for what has happened meanwhile. */
const headEveryMs = 60_000;

/** Upstream keeps tenant events apart: they are only answered when asked for alone. */
const passes = [{ isTenant: false }, { isTenant: true }] as const;

const Pass = z.object({
  /** The newest event seen, in Unix seconds. */
  newest: z.number().nullable(),
  /** The highest of the walk that is under way: it counts once the walk is at its end. */
  seen: z.number().nullable(),
  backfill: Place,
  isBackfilled: z.boolean(),
  /** Refused by upstream: not asked again for a day. */
  refusedAt: z.coerce.date().nullable(),
  refusal: z.string().nullable(),
});

const Cursor = z.object({
  passes: z.tuple([Pass, Pass]),
  /** The walk through what is new, pass by pass; null between walks. */
  head: z
    .object({
      pass: z.number().int(),
      since: z.number().nullable(),
      place: Place,
      deepSince: z.number().nullable().default(null),
    })
    .nullable(),
  /** When the last walk through what is new was begun. */
  headAt: z.coerce.date().nullable(),
  /** Whether this run has walked through what is new. */
  isHeadRead: z.boolean(),
  deepAt: z.coerce.date().nullable(),
  /** A stretch that is read again, pass by pass. */
  reread: z
    .object({ pass: z.number().int(), from: z.number(), to: z.number(), place: Place })
    .nullable()
    .default(null),
  done: z.number(),
});

type Pass = z.output<typeof Pass>;
type Cursor = z.output<typeof Cursor>;
type Head = NonNullable<Cursor["head"]>;

const freshPass: Pass = {
  newest: null,
  seen: null,
  backfill: firstPage,
  isBackfilled: false,
  refusedAt: null,
  refusal: null,
};

const fresh: Cursor = {
  passes: [freshPass, freshPass],
  head: null,
  headAt: null,
  isHeadRead: false,
  deepAt: null,
  reread: null,
  done: 0,
};

/** The audit log: the past once, newest first, and what is new every minute, in two passes. */
export const auditReader: Reader = {
  step: async (context, stored) => {
    const cursor = Cursor.catch(fresh).parse(stored);
    if (cursor.reread) return readAgain(context, cursor, cursor.reread);
    if (cursor.head) return readHead(context, cursor, cursor.head);
    if (isHeadDue(cursor, context.now)) return startHead(context, cursor);
    const pass = cursor.passes.findIndex((one) => !one.isBackfilled && !isRefused(one, context.now));
    return pass >= 0 ? readBackfill(context, cursor, pass) : finish(context, cursor);
  },
  startAnew: (stored) => {
    const cursor = Cursor.safeParse(stored);
    if (!cursor.success) return undefined;
    const { reread } = cursor.data;
    if (reread) return { ...cursor.data, reread: { ...reread, place: firstPage } };
    if (cursor.data.head) return { ...cursor.data, head: { ...cursor.data.head, place: firstPage } };
    // Events are added once, whatever is read again: the backfill begins anew.
    const restart = (pass: Pass): Pass => (pass.isBackfilled ? pass : { ...pass, backfill: firstPage });
    return { ...cursor.data, passes: [restart(cursor.data.passes[0]), restart(cursor.data.passes[1])] };
  },
  reread: (stored, stretch) => {
    const cursor = Cursor.safeParse(stored);
    if (!cursor.success || cursor.data.reread) return undefined;
    return { ...cursor.data, reread: { pass: 0, ...stretch, place: firstPage } };
  },
};

function isRefused(pass: Pass, now: Date): boolean {
  return pass.refusedAt !== null && now.getTime() - pass.refusedAt.getTime() < dayMs;
}

function isHeadDue(cursor: Cursor, now: Date): boolean {
  if (!cursor.isHeadRead) return true;
  const isBackfilling = cursor.passes.some((pass) => !pass.isBackfilled && !isRefused(pass, now));
  return isBackfilling && now.getTime() - (cursor.headAt?.getTime() ?? 0) > headEveryMs;
}

/** deepSince: where the daily walk begins, as far back as it can be paid for. */
function sinceOf(pass: Pass | undefined, deepSince: number | null): number | null {
  if (!pass || pass.newest === null) return null;
  return Math.max(0, Math.min(pass.newest - overlapSeconds, deepSince ?? Infinity));
}

function isDeep(cursor: Cursor, now: Date): boolean {
  return cursor.deepAt !== null && now.getTime() - cursor.deepAt.getTime() > dayMs;
}

/** Begins the walk through what is new; nothing is, as long as nothing was read. */
async function startHead(context: StepContext, cursor: Cursor): Promise<Advance> {
  const deepSince = isDeep(cursor, context.now) ? await deepFrom(context) : null;
  const head = { pass: 0, since: sinceOf(cursor.passes[0], deepSince), place: firstPage, deepSince };
  return { cursor: { ...cursor, head, headAt: null }, progress: progressOf(cursor) };
}

async function readHead(context: StepContext, cursor: Cursor, head: Head): Promise<Advance> {
  const pass = cursor.passes[head.pass];
  if (!pass) return afterHead(context, cursor);
  const skipped = { ...cursor, head: nextHead(cursor, head) };
  if (head.since === null || isRefused(pass, context.now))
    return { cursor: skipped, progress: progressOf(cursor) };

  const { answer, sentAt } = await ask(context, head.pass, head.place, head.since);
  const { rows, newest } = await rowsOf(answer, head.pass);
  const seen = Math.max(pass.seen ?? 0, newest ?? 0);
  const isWhole = answer.next === null;
  const read = isWhole ? { seen: null, newest: Math.max(pass.newest ?? 0, seen) } : { seen };
  const after: Cursor = {
    ...withPass(cursor, head.pass, read),
    done: cursor.done + rows.length,
    headAt: cursor.headAt ?? sentAt,
  };
  after.head =
    answer.next === null ? nextHead(after, head) : { ...head, place: follow(head.place, answer.next) };
  return {
    cursor: after,
    progress: progressOf(after),
    events: rows,
    goesOn: answer.next !== null,
    write: (tx) => insertEvents(tx, context.organizationId, rows),
  };
}

/** Walks through a stretch once more: what came late is added, whatever else was going on waits. */
async function readAgain(
  context: StepContext,
  cursor: Cursor,
  reread: NonNullable<Cursor["reread"]>,
): Promise<Advance> {
  const pass = cursor.passes[reread.pass];
  if (!pass) return { cursor: { ...cursor, reread: null }, progress: progressOf(cursor) };
  const next = { ...reread, pass: reread.pass + 1, place: firstPage };
  if (isRefused(pass, context.now))
    return { cursor: { ...cursor, reread: next }, progress: progressOf(cursor) };
  const { answer } = await ask(context, reread.pass, reread.place, reread.from, reread.to);
  const { rows } = await rowsOf(answer, reread.pass);
  const place = answer.next === null ? null : follow(reread.place, answer.next);
  const after = {
    ...cursor,
    reread: place === null ? next : { ...reread, place },
    done: cursor.done + rows.length,
  };
  return {
    cursor: after,
    progress: progressOf(after),
    events: rows,
    goesOn: place !== null,
    write: (tx) => insertEvents(tx, context.organizationId, rows),
  };
}

function nextHead(cursor: Cursor, { pass, deepSince }: Head): Head {
  return { pass: pass + 1, since: sinceOf(cursor.passes[pass + 1], deepSince), place: firstPage, deepSince };
}

/** deepAt counts from the first walk: the backfill before it went further back than any deep one. */
function afterHead({ now }: StepContext, cursor: Cursor): Advance {
  const deepAt = cursor.deepAt === null || isDeep(cursor, now) ? now : cursor.deepAt;
  const after = { ...cursor, head: null, isHeadRead: true, deepAt, headAt: cursor.headAt ?? now };
  return { cursor: after, progress: progressOf(after) };
}

async function readBackfill(context: StepContext, cursor: Cursor, index: number): Promise<Advance> {
  const pass = cursor.passes[index] ?? freshPass;
  const { isTenant } = passes[index] ?? passes[0];
  try {
    const { answer, sentAt } = await ask(context, index, pass.backfill, null);
    // Newest first: behind the first event that the organization let go of there are only such.
    const keptFrom = await context.keptFrom("audit_events");
    const { rows: all, newest } = await rowsOf(answer, index, keptFrom);
    const rows = all.filter(({ effectiveAt }) => effectiveAt >= keptFrom);
    const isOver = answer.next === null || rows.length < all.length;
    const startedAt = Math.floor(sentAt.getTime() / 1000);
    const after = {
      ...withPass(cursor, index, {
        // Newest first: the first page holds the newest. With none at all, whatever comes is newer than now.
        newest: pass.newest ?? newest ?? startedAt,
        isBackfilled: isOver,
        backfill: isOver || answer.next === null ? firstPage : follow(pass.backfill, answer.next),
        refusedAt: null,
        refusal: null,
      }),
      done: cursor.done + rows.length,
    };
    return {
      cursor: after,
      progress: progressOf(after),
      events: rows,
      goesOn: !isOver,
      write: (tx) => insertEvents(tx, context.organizationId, rows),
    };
  } catch (error) {
    const fault = faultOf(error);
    // An organization without a tenant may refuse the second pass: that is no fault of the stream.
    if (!isTenant || (fault?.code !== "refused" && fault?.code !== "missing_scope")) throw error;
    const after = withPass(cursor, index, { refusedAt: context.now, refusal: fault.message });
    return { cursor: after, progress: progressOf(after) };
  }
}

function finish(context: StepContext, cursor: Cursor): Advance {
  const after = { ...cursor, isHeadRead: false, done: 0 };
  return { cursor: after, progress: progressOf(cursor), finished: { asOf: cursor.headAt ?? context.now } };
}

function withPass(cursor: Cursor, index: number, change: Partial<Pass>): Cursor {
  const [first, second] = cursor.passes;
  return index === 0
    ? { ...cursor, passes: [{ ...first, ...change }, second] }
    : { ...cursor, passes: [first, { ...second, ...change }] };
}

function progressOf(cursor: Cursor): Advance["progress"] {
  return { done: cursor.done, total: null, unit: "events" };
}

async function ask(
  context: StepContext,
  index: number,
  { after }: Place,
  since: number | null,
  until: number | null = null,
) {
  const { isTenant } = passes[index] ?? passes[0];
  return context.ask("GET /organization/audit_logs", (organization) =>
    organization.auditLogs.list({
      limit,
      tenant_only: isTenant,
      ...(since !== null && { effective_at: { gte: since, ...(until !== null && { lt: until }) } }),
      ...(after !== null && { after }),
    }),
  );
}

async function rowsOf(
  page: Page,
  index: number,
  keptFrom = 0,
): Promise<{ rows: EventRow[]; newest: number | null }> {
  const { isTenant } = passes[index] ?? passes[0];
  const rows = page.items.map((item) => eventRow(item, isTenant));
  const moments = rows.map(({ effectiveAt }) => effectiveAt);
  const kept = moments.filter((moment) => moment >= keptFrom);
  await ensureMonths("audit_events", kept);
  return { rows, newest: rows.length > 0 ? moments.reduce((a, b) => Math.max(a, b)) : null };
}
