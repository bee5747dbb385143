import type pg from "pg";
import { one } from "#twin/database.ts";
import type { Seeding } from "#twin/seeding/control.ts";
import { cancelLarge } from "#twin/seed/large/cancel.ts";
import { writeLargeDirectory } from "#twin/seed/large/directory.ts";
import { prepareEvents, writeLargeEvents } from "#twin/seed/large/events.ts";
import { finishLarge } from "#twin/seed/large/finish.ts";
import { makeHelpers } from "#twin/seed/large/helpers.ts";
import { dropIndexes, indexesOf, lanes } from "#twin/seed/large/indexes.ts";
import type { Lane } from "#twin/seed/large/indexes.ts";
import { sizeOf } from "#twin/seed/large/size.ts";
import type { Size } from "#twin/seed/large/size.ts";
import { runStep } from "#twin/seed/large/steps.ts";
import { fitOf, writeLargeDay } from "#twin/seed/large/usage.ts";
import { SeedingStopped } from "#twin/seeding/control.ts";

const day = 86_400;

export type LargeWanted = { days: number; scale: number };

type SeedingRow = LargeWanted & { anchor_at: number };

/**
 * Writes the large organization, or a part of it, by statements over whole sets, a day at a time; its history ends at
 * the last midnight before it began. Killed at any moment, it goes on with the next call and ends the same. Canceled,
 * it leaves an empty organization.
 */
export async function seedLarge(
  pool: pg.Pool,
  seeding: Seeding,
  now: number,
  wanted: LargeWanted,
): Promise<void> {
  const { days, scale, anchor_at } = await begin(pool, now, wanted);
  const size = sizeOf(scale, anchor_at, days);
  seeding.begin(size.usageRows + size.events);
  try {
    await writeAll(pool, seeding, size, days);
    seeding.end("done");
  } catch (error) {
    if (!(error instanceof SeedingStopped) || error.reason !== "canceled") throw error;
    await cancelLarge(pool, now);
    seeding.end("canceled");
  }
}

/** Notes what was asked for, or finds what an earlier start was asked for, which must be the same. */
async function begin(pool: pg.Pool, now: number, { days, scale }: LargeWanted): Promise<SeedingRow> {
  await pool.query(
    `INSERT INTO twin.seeding (seed, days, scale, anchor_at, started_at) VALUES ('large', $1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [days, scale, now - (now % day), now],
  );
  const row = await one<SeedingRow>(pool, "SELECT days, scale, anchor_at FROM twin.seeding");
  if (row?.days === days && row.scale === scale) return row;
  throw new Error(
    `This database holds an unfinished seeding of --days ${row?.days} --scale ${row?.scale}; start with these to go on, or cancel it.`,
  );
}

async function writeAll(pool: pg.Pool, seeding: Seeding, size: Size, days: number): Promise<void> {
  seeding.enter("directory");
  await seeding.pass();
  await makeHelpers(pool, size);
  await dropIndexes(pool);
  const once = { from: 0, to: 1, by: 1 };
  await runStep(pool, seeding, {
    name: "directory",
    ...once,
    write: (tx) => writeLargeDirectory(tx, size),
  });
  const [fit, share] = [await fitOf(pool, size), await prepareEvents(pool, size)];
  const perDay = { from: size.startAt, to: size.anchorAt, by: day };
  seeding.enter("usage and events");
  await both(seeding, [
    async () => {
      await runStep(pool, seeding, {
        name: "usage",
        ...perDay,
        write: (tx, at) => writeLargeDay(tx, { at, fit, size }),
      });
      await finishLane(pool, seeding, "usage");
    },
    async () => {
      await runStep(pool, seeding, {
        name: "events",
        ...perDay,
        write: (tx, at) => writeLargeEvents(tx, at, share),
      });
      await finishLane(pool, seeding, "events");
    },
  ]);
  seeding.enter("finish");
  for (const table of ["users", "projects", "project_users", "group_users", "api_keys", "roles", "invites"])
    await pool.query(`ANALYZE twin.${table}`);
  await runStep(pool, seeding, { name: "finish", ...once, write: (tx) => finishLarge(tx, size, days) });
}

/** Builds the indexes of a lane's tables and has Postgres look at them, so that it knows them from the first query on. */
async function finishLane(pool: pg.Pool, seeding: Seeding, lane: Lane): Promise<void> {
  const statements = await indexesOf(lane);
  await runStep(pool, seeding, {
    name: `indexes of ${lane}`,
    from: 0,
    to: statements.length,
    by: 1,
    write: async (tx, at) => {
      await tx.query("SET LOCAL maintenance_work_mem = '256MB'");
      await tx.query(statements[at] ?? "");
      return 0;
    },
  });
  for (const table of lanes[lane]) {
    await seeding.pass();
    await pool.query(`VACUUM (ANALYZE) twin.${table}`);
  }
}

/** Two at a time, one for each lane; when one fails the other ends at its next piece, and the failure is told. */
async function both(seeding: Seeding, works: (() => Promise<void>)[]): Promise<void> {
  const reasons: unknown[] = [];
  const note = (reason: unknown) => {
    reasons.push(reason);
    seeding.stop();
  };
  await Promise.all(works.map((work) => work().catch(note)));
  if (reasons.length) throw reasons.find((reason) => !(reason instanceof SeedingStopped)) ?? reasons[0];
}
