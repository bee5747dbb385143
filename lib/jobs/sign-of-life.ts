import { hostname } from "node:os";
import { pool } from "#lib/db-writer.ts";
import { log } from "#lib/log.ts";

const everyMs = 10_000;

/** Tells the console that this worker lives: at once, every ten seconds, and no more once it is stopped. */
export function giveSignsOfLife(): { stop: () => Promise<void> } {
  const id = crypto.randomUUID();
  const sign = async () => {
    await pool.query(
      `INSERT INTO workers (id, host, pid) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()`,
      [id, hostname(), process.pid],
    );
    await pool.query("DELETE FROM workers WHERE seen_at < now() - interval '1 hour'");
  };
  const signQuietly = () => sign().catch((error: unknown) => log.warn({ err: error }, "no sign of life"));
  let last = signQuietly();
  const timer = setInterval(() => {
    last = signQuietly();
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      // One that is still on its way would come after the farewell.
      await last;
      await pool.query("DELETE FROM workers WHERE id = $1", [id]).catch(() => undefined);
    },
  };
}
