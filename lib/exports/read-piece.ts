import type { Actor } from "#lib/auth/actor.ts";
import { csvCells } from "#lib/exports/copy-csv.ts";
import { joinedLines, jsonLinesFormat } from "#lib/exports/copy-json-lines.ts";
import type { Rows } from "#lib/exports/copy-out.ts";
import { copyFrom } from "#lib/exports/copy-out.ts";
import { inlineValues } from "#lib/exports/inline-values.ts";
import type { ExportOptions } from "#lib/exports/options.ts";
import type { DataSet, KeyPart } from "#lib/exports/set.ts";
import type { Snapshot } from "#lib/exports/snapshot.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { assertScoped } from "#lib/scoped.ts";

/** A row's place in the order of its set: the parts of its key as text. */
export type Place = string[];

/** What is read: a set as one actor asked for it; rows that came after arrivedBy (an ISO instant) are left out. */
export type Reading = {
  actor: Actor;
  set: DataSet;
  options: ExportOptions;
  where: Prisma.Sql;
  arrivedBy: string | null;
};

function literal({ type }: KeyPart, value: string | undefined): Prisma.Sql {
  return Prisma.sql`${value ?? ""}::${Prisma.raw(type)}`;
}

/** AND …: the rows on one side of a place. The comparison of the first part alone spares whole partitions. */
function beyond(set: DataSet, operator: "<" | ">" | "<=" | ">=", place: Place): Prisma.Sql {
  const keys = Prisma.join(set.key.map(({ expression }) => expression));
  const values = Prisma.join(set.key.map((part, index) => literal(part, place[index])));
  const [first] = set.key;
  const wide = Prisma.raw(operator.startsWith("<") ? "<=" : ">=");
  return Prisma.sql`AND ${first.expression} ${wide} ${literal(first, place[0])} AND (${keys}) ${Prisma.raw(operator)} (${values})`;
}

/** A stretch of a set: of one segment, where it has them, the rows after one place, up to and with another. */
export type Stretch = { segment: string | null; after: Place | null; last: Place | null };

const everything: Stretch = { segment: null, after: null, last: null };

function rowsOf({ set, where: asked, arrivedBy }: Reading, { segment, after, last }: Stretch): Prisma.Sql {
  const [onwards, upTo] = set.descending ? (["<", ">="] as const) : ([">", "<="] as const);
  const conditions = [
    asked,
    set.segment && segment !== null && Prisma.sql`AND ${set.segment} = ${segment}`,
    set.arrivedAt && arrivedBy !== null && Prisma.sql`AND ${set.arrivedAt} <= ${arrivedBy}::timestamptz`,
    after && beyond(set, onwards, after),
    last && beyond(set, upTo, last),
  ];
  const where = conditions.filter((condition) => condition instanceof Prisma.Sql);
  return Prisma.sql`FROM ${set.from} WHERE ${Prisma.join(where, " ")}`;
}

function orderOf(set: DataSet): Prisma.Sql {
  const direction = Prisma.raw(set.descending ? "DESC" : "ASC");
  return Prisma.sql`ORDER BY ${Prisma.join(set.key.map(({ expression }) => Prisma.sql`${expression} ${direction}`))}`;
}

/** How many rows the whole set holds. */
export async function countSet(snapshot: Snapshot, reading: Reading): Promise<number> {
  const statement = Prisma.sql`SELECT count(*)::text AS rows ${rowsOf(reading, everything)}`;
  const [found] = await snapshot.query<{ rows: string }>(reading.actor, statement);
  return Number(found?.rows ?? 0);
}

/** The segment after one, or the first; null where there is none (left). */
export async function findSegment(
  snapshot: Snapshot,
  reading: Reading,
  after: string | null,
): Promise<string | null> {
  const { segment } = reading.set;
  if (!segment) return null;
  const onwards = after === null ? Prisma.empty : Prisma.sql`AND ${segment} > ${after}`;
  const statement = Prisma.sql`SELECT min(${segment}) AS segment ${rowsOf(reading, everything)} ${onwards}`;
  const [found] = await snapshot.query<{ segment: string | null }>(reading.actor, statement);
  return found?.segment ?? null;
}

/** The place of the row that ends a piece of so many rows of a stretch; null where fewer are left. */
export async function findPlace(
  snapshot: Snapshot,
  reading: Reading,
  stretch: Stretch,
  rows: number,
): Promise<Place | null> {
  const parts = reading.set.key.map(({ expression }) => Prisma.sql`(${expression})::text`);
  const statement = Prisma.sql`SELECT ARRAY[${Prisma.join(parts)}] AS place ${rowsOf(reading, stretch)}
    ${orderOf(reading.set)} OFFSET ${rows - 1} LIMIT 1`;
  const [found] = await snapshot.query<{ place: Place }>(reading.actor, statement);
  return found?.place ?? null;
}

/** A line of JSONL for a row whose set has none of its own: the columns by name, absent ones as null. */
function asObject(set: DataSet): Prisma.Sql {
  const fields = set.columns.map(({ name, value }) => Prisma.sql`${value} AS ${Prisma.raw(`"${name}"`)}`);
  return Prisma.sql`(SELECT row_to_json(line) FROM (SELECT ${Prisma.join(fields)}) AS line)`;
}

/** The bytes of a stretch; names begins CSV with the line of names. */
export function readPiece(snapshot: Snapshot, reading: Reading, stretch: Stretch, names: boolean): Rows {
  const { actor, set, options } = reading;
  const isCsv = options.format === "csv";
  const columns = isCsv ? csvCells(set.columns) : (set.json ?? asObject(set));
  const select = Prisma.sql`SELECT ${columns} ${rowsOf(reading, stretch)} ${orderOf(set)}`;
  assertScoped(actor, select);
  const format = isCsv ? `(FORMAT csv, HEADER ${names})` : jsonLinesFormat;
  const rows = copyFrom(snapshot.client, `COPY (${inlineValues(select)}) TO STDOUT ${format}`);
  return isCsv ? rows : joinedLines(rows);
}
