import type { Actor } from "#lib/auth/actor.ts";
import type { Rows } from "#lib/exports/copy-out.ts";
import { copyOut } from "#lib/exports/copy-out.ts";
import { inlineValues } from "#lib/exports/inline-values.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { assertScoped } from "#lib/scoped.ts";

/** One column of a CSV file. "text" is guarded against formulas; "plain" is for numbers, times and booleans. */
export type CsvColumn = { name: string; kind: "text" | "plain"; value: Prisma.Sql };

/**
 * Tab, line feed, carriage return, + - = @ and their full-width forms: a spreadsheet takes a cell that begins
 * with one for a formula, spaces before it or not. An apostrophe before it makes it text.
 */
const formulaStarts = Prisma.raw("9, 10, 13, 43, 45, 61, 64, 65291, 65293, 65309, 65312");

function cell({ kind, value }: CsvColumn): Prisma.Sql {
  if (kind === "plain") return value;
  // The first branch changes nothing but the time: nearly every cell begins with a letter.
  return Prisma.sql`CASE WHEN ascii(${value}) BETWEEN 65 AND 65290 THEN ${value}
    WHEN ascii(ltrim(${value})) IN (${formulaStarts}) THEN '''' || ${value} ELSE ${value} END`;
}

/** The columns of a SELECT as a CSV file shows them; the names are the console's own words, never input. */
export function csvCells(columns: readonly CsvColumn[]): Prisma.Sql {
  return Prisma.join(
    columns.map((column) => Prisma.sql`${cell(column)} AS ${Prisma.raw(`"${column.name}"`)}`),
  );
}

/**
 * Streams rows as CSV (RFC 4180 quoting, UTF-8, a line of names first, lines end in LF) straight from Postgres.
 * source is everything from FROM on and must be scoped to the actor's organization, as for scopedSql.
 */
export function copyCsv(
  actor: Actor,
  columns: readonly CsvColumn[],
  source: Prisma.Sql,
  signal: AbortSignal,
): Rows {
  const select = Prisma.sql`SELECT ${csvCells(columns)} ${source}`;
  assertScoped(actor, select);
  return copyOut(`COPY (${inlineValues(select)}) TO STDOUT (FORMAT csv, HEADER)`, signal);
}
