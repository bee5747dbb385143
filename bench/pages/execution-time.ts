import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

/** An idle connection tells the statistics what it has done within ten seconds. */
const untilToldMs = 11_000;

async function activeTime(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ ms: number }>(
    "SELECT active_time AS ms FROM pg_stat_database WHERE datname = current_database()",
  );
  return rows[0]?.ms ?? 0;
}

/** Milliseconds that this database's connections, all of them, executed statements while work ran. */
export async function executionTime(client: pg.Client, work: () => Promise<void>): Promise<number> {
  await sleep(untilToldMs);
  const before = await activeTime(client);
  await work();
  await sleep(untilToldMs);
  return (await activeTime(client)) - before;
}
