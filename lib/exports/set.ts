import type { Actor } from "#lib/auth/actor.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import type { CsvColumn } from "#lib/exports/copy-csv.ts";
import type { ExportOptions } from "#lib/exports/options.ts";
import type { Snapshot } from "#lib/exports/snapshot.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

/** One part of an order, never null. */
export type KeyPart = { expression: Prisma.Sql; type: "text" | "uuid" | "timestamptz" | "date" };

export type DataSet = {
  /** All of them are needed. */
  needs: readonly [Permission, ...Permission[]];
  columns: readonly CsvColumn[];
  /** The line of JSONL where it is not simply the columns by name. */
  json?: Prisma.Sql;
  /** The table, with its joins: what follows FROM. */
  from: Prisma.Sql;
  /** Begins by comparing organization_id with the actor's; what must be known first is asked of the same snapshot. */
  where: (actor: Actor, options: ExportOptions, ask: Snapshot["query"]) => Prisma.Sql | Promise<Prisma.Sql>;
  /**
   * A text column that stands before the key in the index: its values are read one after the other, each by
   * equality, as no plan follows an order over it and the partitions at once.
   */
  segment?: Prisma.Sql;
  /** Rows are read in this order, piece by piece; rows that share a key are always in one piece. */
  key: readonly [KeyPart, ...KeyPart[]];
  descending?: boolean;
  /** When the row came to be here and was never changed since: keeps later rows out of an export that goes on. */
  arrivedAt?: Prisma.Sql;
};

export function text(name: string, value = Prisma.raw(name)): CsvColumn {
  return { name, kind: "text", value };
}

/** Numbers, times and booleans; also JSON, which never begins like a formula. */
export function plain(name: string, value = Prisma.raw(name)): CsvColumn {
  return { name, kind: "plain", value };
}

/** A boolean, "true" or "false". */
export function truth(name: string, expression = name): CsvColumn {
  return { name, kind: "plain", value: Prisma.sql`${Prisma.raw(expression)}::text` };
}
