import type { PoolClient } from "pg";
import { z } from "zod";
import type { AdminOrganization } from "#lib/admin-api/call.ts";
import { isOfTheParent } from "#lib/sync/directory/is-of-the-parent.ts";
import { Place, firstPage, follow } from "#lib/sync/follow-pages.ts";
import type { ProgressUnit } from "#lib/sync/kinds.ts";
import { identified } from "#lib/sync/read-page.ts";
import type { Page } from "#lib/sync/read-page.ts";
import type { Advance, Progress, Reader, StepContext, StepTransaction } from "#lib/sync/reader.ts";

/** What a list belongs to: [projectId], [groupId], [projectId, memberId]; [] is the organization itself. */
export type Parent = readonly string[];

/** One kind of list, read once for each of its parents. */
export type SweepPart = {
  template: string;
  /** Absent: one list, of the organization itself. */
  parents?: {
    count: (client: PoolClient, organizationId: string) => Promise<number>;
    /** The first parent behind the given one, in a stable order; null after the last. */
    next: (client: PoolClient, organizationId: string, after: Parent | null) => Promise<Parent | null>;
    /** No more of them in one run, those first that are due the most; the next runs go on with the others. */
    turns?: {
      atMost: number;
      next: (client: PoolClient, organizationId: string, before: Date) => Promise<Parent | null>;
      took: (tx: StepTransaction, organizationId: string, parent: Parent, at: Date) => Promise<void>;
    };
  };
  list: (
    organization: AdminOrganization,
    parent: Parent,
    after: { after?: string },
  ) => { asResponse: () => Promise<Response> };
  mirror: (
    tx: StepTransaction,
    organizationId: string,
    parent: Parent,
    items: object[],
    at: Date,
  ) => Promise<number>;
  /** The field that names an item; "id" if it is absent. */
  identifiedBy?: string;
  /** Takes away what a whole list, asked for since sweptAt, did not hold. */
  tombstone: (tx: StepTransaction, organizationId: string, parent: Parent, sweptAt: Date) => Promise<number>;
  /** Takes away what belongs to parents that are no more. */
  tombstoneOrphans?: (tx: StepTransaction, organizationId: string, sweptAt: Date) => Promise<number>;
};

type Sweep = {
  parts: readonly SweepPart[];
  unit: ProgressUnit;
  count: (tx: StepTransaction, organizationId: string) => Promise<number>;
};

const Cursor = z.object({
  part: z.number().int().min(0),
  /** The parent whose list is being read, or was read last where place is null. */
  parent: z.array(z.string()).nullable(),
  place: Place.nullable(),
  listStartedAt: z.coerce.date().nullable(),
  runStartedAt: z.coerce.date().nullable(),
  /** How many parents of the part have had their turn in this run. */
  asked: z.number().int().default(0),
  done: z.number(),
  total: z.number().nullable(),
});

type Cursor = z.output<typeof Cursor>;

const fresh: Cursor = {
  part: 0,
  parent: null,
  place: null,
  listStartedAt: null,
  runStartedAt: null,
  asked: 0,
  done: 0,
  total: null,
};

/**
 * Reads lists of the directory from end to end, again and again. What a list that was read to its end did not
 * hold becomes a tombstone; after one that was not, nothing does.
 */
export function sweepReader(sweep: Sweep): Reader {
  return {
    step: async (context, stored) => {
      const cursor = Cursor.catch(fresh).parse(stored);
      const part = sweep.parts[cursor.part];
      if (!part) return finish(sweep, cursor, context);
      if (cursor.place && cursor.parent) return readList(sweep, part, context, cursor, cursor.parent);
      return nextList(sweep, part, context, cursor);
    },
    startAnew: (stored) => {
      const cursor = Cursor.safeParse(stored);
      if (!cursor.success || !cursor.data.place?.after) return undefined;
      return { ...cursor.data, place: firstPage, listStartedAt: null };
    },
  };
}

function progressOf(sweep: Sweep, { done, total }: Cursor): Progress {
  return { done, total, unit: sweep.unit };
}

function finish(sweep: Sweep, cursor: Cursor, context: StepContext): Advance {
  return {
    cursor: fresh,
    progress: { done: cursor.done, total: cursor.done, unit: sweep.unit },
    finished: {
      asOf: cursor.runStartedAt ?? context.now,
      rows: (tx) => sweep.count(tx, context.organizationId),
    },
  };
}

/** How far the run will go, now that a part of it begins; null while it reads one plain list of unknown length. */
async function totalOf(
  sweep: Sweep,
  { client, organizationId }: StepContext,
  cursor: Cursor,
): Promise<number | null> {
  const parts = sweep.parts.slice(cursor.part);
  if (!parts[0]?.parents) return null;
  let total = cursor.done;
  for (const { parents } of parts) {
    const count = (await parents?.count(client, organizationId)) ?? 0;
    total += Math.min(count, parents?.turns?.atMost ?? Infinity);
  }
  return total;
}

async function nextParent(part: SweepPart, context: StepContext, cursor: Cursor): Promise<Parent | null> {
  const { client, organizationId } = context;
  if (!part.parents) return cursor.parent === null ? [] : null;
  const { turns, next } = part.parents;
  if (!turns) return next(client, organizationId, cursor.parent);
  return cursor.asked >= turns.atMost
    ? null
    : turns.next(client, organizationId, cursor.runStartedAt ?? context.now);
}

async function nextList(
  sweep: Sweep,
  part: SweepPart,
  context: StepContext,
  stored: Cursor,
): Promise<Advance> {
  const isFirst = stored.parent === null;
  const cursor = isFirst ? { ...stored, total: await totalOf(sweep, context, stored) } : stored;
  const parent = await nextParent(part, context, cursor);
  if (parent)
    return readList(sweep, part, context, { ...cursor, place: firstPage, listStartedAt: null }, parent);

  const sweptAt = cursor.runStartedAt;
  const { tombstoneOrphans } = part;
  const write =
    tombstoneOrphans && sweptAt
      ? async (tx: StepTransaction) => {
          await tombstoneOrphans(tx, context.organizationId, sweptAt);
          return 0;
        }
      : undefined;
  const after = {
    ...cursor,
    part: cursor.part + 1,
    parent: null,
    place: null,
    listStartedAt: null,
    asked: 0,
  };
  return { cursor: after, progress: progressOf(sweep, after), ...(write && { write }) };
}

async function readList(
  sweep: Sweep,
  part: SweepPart,
  context: StepContext,
  cursor: Cursor,
  parent: Parent,
): Promise<Advance> {
  const place = cursor.place ?? firstPage;
  try {
    const asked = await context.ask(part.template, (organization) =>
      part.list(organization, parent, place.after === null ? {} : { after: place.after }),
    );
    return afterPage(
      sweep,
      part,
      context,
      { ...cursor, place, parent: [...parent] },
      asked.answer,
      asked.sentAt,
    );
  } catch (error) {
    // Where a project was archived under our hands its lists are refused: that is no fault of the stream.
    if (!part.parents || place.after !== null || !isOfTheParent(error)) throw error;
    const next = { parent: [...parent], place: null, listStartedAt: null };
    const after = { ...cursor, ...next, asked: cursor.asked + 1, done: cursor.done + 1 };
    return {
      cursor: after,
      progress: progressOf(sweep, after),
      write: (tx) => tookTurn(part, tx, context, parent),
    };
  }
}

async function tookTurn(
  { parents }: SweepPart,
  tx: StepTransaction,
  { organizationId, now }: StepContext,
  parent: Parent,
): Promise<number> {
  await parents?.turns?.took(tx, organizationId, parent, now);
  return 0;
}

function afterPage(
  sweep: Sweep,
  part: SweepPart,
  context: StepContext,
  cursor: Cursor & { place: Place; parent: string[] },
  page: Page,
  sentAt: Date,
): Advance {
  const items = identified(page.items, part.identifiedBy);
  const listStartedAt = cursor.listStartedAt ?? sentAt;
  const isWhole = page.next === null;
  const counted = part.parents ? (isWhole ? 1 : 0) : sweep.unit === "rows" ? items.length : 0;
  const after: Cursor = {
    ...cursor,
    place: page.next === null ? null : follow(cursor.place, page.next),
    listStartedAt: isWhole ? null : listStartedAt,
    runStartedAt: cursor.runStartedAt ?? sentAt,
    asked: cursor.asked + (isWhole ? 1 : 0),
    done: cursor.done + counted,
  };
  const { organizationId } = context;
  return {
    cursor: after,
    progress: progressOf(sweep, after),
    write: async (tx) => {
      await part.mirror(tx, organizationId, cursor.parent, items, sentAt);
      if (!isWhole) return 0;
      await part.tombstone(tx, organizationId, cursor.parent, listStartedAt);
      return tookTurn(part, tx, context, cursor.parent);
    },
  };
}
