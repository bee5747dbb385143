import type { PoolClient } from "pg";
import type { Piece } from "#lib/background-jobs/kind.ts";
import { JobStopped } from "#lib/background-jobs/errors.ts";
import type { StopReason } from "#lib/background-jobs/errors.ts";

const lookEveryMs = 1_000;

export type Hold = {
  /** Aborted with a JobStopped as soon as the job is no longer this worker's. */
  signal: AbortSignal;
  commit: (piece: Piece) => Promise<void>;
  release: () => void;
};

/**
 * Keeps a running job in this worker's hands. Looks and commits go over the connection that holds the lease, so
 * that nobody can commit without it; a row that is not "running" has been taken out of the worker's hands.
 */
export function holdJob(client: PoolClient, id: string, stopping: AbortSignal): Hold {
  const held = new AbortController();
  const letGo = (reason: StopReason) => {
    if (!held.signal.aborted) held.abort(new JobStopped(reason));
  };
  const onStopping = () => letGo("stopping");
  const onLost = () => letGo("lost");
  stopping.addEventListener("abort", onStopping);
  if (stopping.aborted) onStopping();
  client.on("error", onLost);
  client.on("end", onLost);

  const look = () => {
    client
      .query("SELECT FROM background_jobs WHERE id = $1 AND state = 'running'", [id])
      .then(({ rowCount }) => {
        if (rowCount !== 1) letGo("changed");
      }, onLost);
  };
  const timer = setInterval(look, lookEveryMs);

  return {
    signal: held.signal,
    commit: async ({ cursor, done, total }) => {
      held.signal.throwIfAborted();
      const { rowCount } = await client.query(
        `UPDATE background_jobs SET cursor = $2, progress_done = $3,
           progress_total = CASE WHEN $4 THEN $5::bigint ELSE progress_total END,
           failures = 0, last_error_code = NULL, last_error_message = NULL, last_error_at = NULL,
           updated_at = clock_timestamp()
         WHERE id = $1 AND state = 'running'`,
        [id, JSON.stringify(cursor), done, total !== undefined, total ?? null],
      );
      if (rowCount === 1) return;
      letGo("changed");
      held.signal.throwIfAborted();
    },
    release: () => {
      clearInterval(timer);
      stopping.removeEventListener("abort", onStopping);
      client.off("error", onLost);
      client.off("end", onLost);
    },
  };
}
