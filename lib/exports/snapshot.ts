import type pg from "pg";
import type { Actor } from "#lib/auth/actor.ts";
import { connectForExport } from "#lib/exports/connect.ts";
import { inlineValues } from "#lib/exports/inline-values.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import { assertScoped } from "#lib/scoped.ts";

/** Reads that all see the database as it was at one moment. */
export type Snapshot = {
  /** ISO instant. */
  moment: string;
  client: pg.Client;
  /** Runs a statement that assertScoped accepts. */
  query: <Row extends object>(actor: Actor, statement: Prisma.Sql) => Promise<Row[]>;
};

/** Opens a snapshot for as long as work runs; aborting the signal ends whatever Postgres is doing for it. */
export async function withSnapshot<Result>(
  signal: AbortSignal,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const client = await connectForExport();
  const stop = () => void client.end().catch(() => undefined);
  signal.addEventListener("abort", stop);
  try {
    signal.throwIfAborted();
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const { rows } = await client.query<{ moment: Date }>("SELECT clock_timestamp() AS moment");
    const moment = (rows[0]?.moment ?? new Date()).toISOString();
    return await work({
      moment,
      client,
      query: async <Row extends object>(actor: Actor, statement: Prisma.Sql) => {
        assertScoped(actor, statement);
        return (await client.query<Row>(inlineValues(statement))).rows;
      },
    });
  } finally {
    signal.removeEventListener("abort", stop);
    await client.end().catch(() => undefined);
  }
}
