import { JobRefused } from "#lib/background-jobs/errors.ts";
import type { JobContext, JobEnd, JobKind } from "#lib/background-jobs/kind.ts";
import { runStep } from "#lib/sync/compare/run-step.ts";
import { saveCounts } from "#lib/sync/compare/save-counts.ts";
import { CompareInput, CompareState } from "#lib/sync/compare/state.ts";
import type { Task } from "#lib/sync/compare/tasks.ts";
import { tasks } from "#lib/sync/compare/tasks.ts";
import { pool } from "#lib/db-writer.ts";
import { DomainError } from "#lib/errors.ts";

const daySeconds = 86_400;
/** What was found is kept as evidence for longer than the job's own row. */
const keptDays = 400;

async function begin({ job }: JobContext): Promise<CompareState> {
  if (job.cursor !== null) return CompareState.parse(job.cursor);
  const { days } = CompareInput.parse(job.input);
  const { rows } = await pool.query<{ now: Date }>("SELECT clock_timestamp() AS now");
  const to = Math.floor((rows[0]?.now ?? new Date()).getTime() / 1000 / daySeconds) * daySeconds;
  await pool.query(
    "UPDATE comparisons SET state = 'failed', finished_at = now() WHERE organization_id = $1 AND state = 'running' AND id <> $2",
    [job.organizationId, job.id],
  );
  await pool.query(
    `INSERT INTO comparisons (id, organization_id, actor_label, days) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [job.id, job.organizationId, job.askedByLabel, days],
  );
  const nothing = { task: 0, after: null, counted: {}, eventsFrom: null, calls: 0 };
  const inside = { parent: null, parentsDone: 0, differing: [] };
  const steps = await Promise.all(tasks.map((task) => stepsOf(task, job.organizationId)));
  return { from: to - days * daySeconds, to, ...nothing, ...inside, steps };
}

async function stepsOf(task: Task, organizationId: string): Promise<number> {
  return task.type === "inside" ? Math.max(1, await task.parents.count(pool, organizationId)) : 1;
}

function progressOf({ task, parentsDone, steps }: CompareState): { done: number; total: number } {
  const each = tasks.map((_, index) => steps[index] ?? 1);
  const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
  return { done: sum(each.slice(0, task)) + Math.min(parentsDone, each[task] ?? 0), total: sum(each) };
}

async function run(context: JobContext): Promise<JobEnd> {
  const { job, signal, commit } = context;
  let state = await begin(context);
  for (let task = tasks[state.task]; task; task = tasks[state.task]) {
    signal.throwIfAborted();
    const step = await runStep(job.organizationId, task, state).catch((error: unknown) => {
      if (error instanceof DomainError) throw new JobRefused("organizationDisconnected", error.message);
      throw error;
    });
    await saveCounts(job, step.counts);
    state = step.state;
    await commit({ cursor: state, ...progressOf(state) });
  }
  await pool.query("UPDATE comparisons SET state = 'done', finished_at = clock_timestamp() WHERE id = $1", [
    job.id,
  ]);
  return { result: { calls: state.calls }, expiresAt: new Date(Date.now() + keptDays * daySeconds * 1000) };
}

/** Compares the counts of the mirror with upstream's, day by day, in its turn behind everything else. */
export const compareJob: JobKind = {
  permissions: { own: "streams.sync", others: "streams.sync" },
  run,
  discard: async ({ id }) => {
    await pool.query(
      "UPDATE comparisons SET state = 'cancelled', finished_at = now() WHERE id = $1 AND state = 'running'",
      [id],
    );
  },
};
