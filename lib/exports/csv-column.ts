import type { CsvColumn } from "#lib/exports/copy-csv.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

/** Columns named like those of the table behind the alias: words of people are guarded against formulas. */
export function textColumns(alias: string, names: readonly string[]): CsvColumn[] {
  return names.map((name) => ({ name, kind: "text", value: Prisma.raw(`${alias}.${name}`) }));
}

/** The same for numbers, times and booleans, which stand as they are. */
export function plainColumns(alias: string, names: readonly string[]): CsvColumn[] {
  return names.map((name) => ({ name, kind: "plain", value: Prisma.raw(`${alias}.${name}`) }));
}
