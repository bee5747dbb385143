import type pg from "pg";
import { one, transaction } from "#twin/database.ts";
import type { Transaction } from "#twin/database.ts";
import type { Seeding } from "#twin/seeding/control.ts";

type StepRow = { next_at: number; row_count: number; milliseconds: number };
type Place = Pick<StepRow, "next_at">;

/** What a long seeding is made of: pieces, each committed together with the note that it is done. */
export type Step = {
  name: string;
  /** The first place and the one after the last; a place is a day's start, or counts from 0. */
  from: number;
  to: number;
  by: number;
  write: (tx: Transaction, at: number) => Promise<number>;
};

const settings = ["work_mem = '128MB'", "synchronous_commit = off", "jit = off"];

/**
 * Does every piece of a step that is not done yet. The step's row is locked before the piece is written: whatever a
 * killed process left running ends first, committed or rolled back, and is neither lost nor written twice.
 */
export async function runStep(pool: pg.Pool, seeding: Seeding, step: Step): Promise<void> {
  await pool.query("INSERT INTO twin.seeding_steps (step, next_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
    step.name,
    step.from,
  ]);
  for (let isDone = false; !isDone;) {
    await seeding.pass();
    const after = await transaction(pool, (tx) => writeNext(tx, step));
    isDone = after.next_at >= step.to;
    seeding.note({
      step: step.name,
      rows: after.row_count,
      milliseconds: after.milliseconds,
      day: step.by > 1 ? new Date((after.next_at - step.by) * 1000).toISOString().slice(0, 10) : null,
    });
  }
}

async function writeNext(tx: Transaction, step: Step): Promise<StepRow> {
  for (const setting of settings) await tx.query(`SET LOCAL ${setting}`);
  const place = await one<Place>(tx, "SELECT next_at FROM twin.seeding_steps WHERE step = $1 FOR UPDATE", [
    step.name,
  ]);
  const at = place?.next_at ?? step.to;
  const startedAt = performance.now();
  const isOpen = at < step.to;
  const rows = isOpen ? await step.write(tx, at) : 0;
  const after = await one<StepRow>(
    tx,
    `UPDATE twin.seeding_steps SET next_at = $2, row_count = row_count + $3, milliseconds = milliseconds + $4
     WHERE step = $1 RETURNING next_at, row_count, milliseconds`,
    [step.name, isOpen ? at + step.by : at, rows, Math.round(performance.now() - startedAt)],
  );
  if (!after) throw new Error(`The seeding has no step ${step.name}.`);
  return after;
}
