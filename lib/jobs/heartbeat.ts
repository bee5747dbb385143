import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { pool } from "#lib/db-writer.ts";
import { log } from "#lib/log.ts";

const everyMs = 10_000;

async function beat(id: string): Promise<void> {
  try {
    await pool.query(
      `INSERT INTO workers (id, host, pid) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()`,
      [id, hostname(), process.pid],
    );
  } catch (error) {
    log.warn({ err: error }, "no sign of life could be left");
  }
}

/** Leaves a sign of life every ten seconds, which /api/health/ready reads; the answer takes this worker off the list. */
export async function startHeartbeat(): Promise<() => Promise<void>> {
  const id = randomUUID();
  await pool.query("DELETE FROM workers WHERE seen_at < clock_timestamp() - interval '1 hour'");
  await beat(id);
  const timer = setInterval(() => void beat(id), everyMs);
  return async () => {
    clearInterval(timer);
    await pool.query("DELETE FROM workers WHERE id = $1", [id]);
  };
}
