import type { Actor } from "#lib/auth/actor.ts";
import type { ReadOnly } from "#lib/db.ts";
import type { Reading } from "#lib/db-writer.ts";
import { reader, reading } from "#lib/db-writer.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import { readRows } from "#lib/read-rows.ts";
import { readLagging } from "#lib/replica.ts";
import { inWords } from "#lib/in-words.ts";

/** Models that do not carry an organization and so cannot be read through scoped(). */
const withoutOrganization = new Set<string>(["User", "Session", "Organization"]);

type Scoped = Omit<ReadOnly<PrismaClient>, "$queryRaw">;

/** By organization: to make one costs as much as to ask it something. */
const made = new Map<string, Scoped>();
const mostMade = 1_000;

/**
 * Reads of one organization only: every query gets the actor's organization added to its filter, whatever
 * the caller wrote. Raw SQL goes through scopedSql.
 */
export function scoped(actor: Actor): Scoped {
  const { id } = actor.organization;
  const known = made.get(id);
  if (known) return known;
  if (made.size >= mostMade) made.clear();
  const client = scopedTo(id);
  made.set(id, client);
  return client;
}

function scopedTo(organizationId: string): Scoped {
  return reader.$extends({
    query: {
      $allModels: {
        $allOperations({ model, operation, args, query }) {
          if (withoutOrganization.has(model)) {
            throw new Error(`${model}.${operation} cannot be read through scoped(): it has no organization.`);
          }
          const where = "where" in args ? args.where : undefined;
          return inWords(query({ ...args, where: { ...where, organizationId } } as typeof args));
        },
      },
    },
  }) as unknown as Scoped;
}

/**
 * Throws unless the statement compares organization_id with the actor's organization, and with no other: one
 * that does not is a bug, found before it reaches the database.
 */
export function assertScoped(actor: Actor, statement: Prisma.Sql): void {
  const compared = [...statement.sql.matchAll(/organization_id\s*=\s*\?(?:::uuid)?/g)];
  const before = compared.map((match) => statement.sql.slice(0, match.index).split("?").length - 1);
  const own = before.every((index) => statement.values[index] === actor.organization.id);
  if (compared.length === 0 || !own)
    throw new Error("This statement is not scoped to the actor's organization.");
}

/** Facts are written by the sync alone and late by nature; what people change they must see changed at once. */
const ofFacts = /\bfacts\./;

/**
 * Runs hand-written SQL for one organization; assertScoped says what it must compare. Throws DomainError
 * "unavailable" (tookTooLong) when Postgres ended it: after withinMs, or what every page's statement may take.
 * mayLag false: from the primary, facts too.
 */
export async function scopedSql<Row>(
  actor: Actor,
  statement: Prisma.Sql,
  { withinMs, mayLag = ofFacts.test(statement.sql) }: { withinMs?: number; mayLag?: boolean } = {},
): Promise<Row[]> {
  assertScoped(actor, statement);
  const read = async ({ client, pool }: Reading) => {
    if (withinMs === undefined) return readRows<Row>(pool, statement);
    const [, rows] = await client.$transaction([
      client.$queryRaw`SELECT set_config('statement_timeout', ${String(withinMs)}, true)`,
      client.$queryRaw<Row[]>(statement),
    ]);
    return rows;
  };
  return inWords(mayLag ? readLagging(read) : read(reading));
}
