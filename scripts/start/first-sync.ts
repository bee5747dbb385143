import { setTimeout as sleep } from "node:timers/promises";
import { streamKinds } from "#lib/sync/kinds.ts";
import { connectTo } from "../database/connect.ts";

const patience = 240_000;

const unreadStreams = `
  SELECT o.name, count(s.as_of)::int AS read
    FROM organizations o LEFT JOIN streams s ON s.organization_id = o.id
   WHERE o.status = 'connected'
   GROUP BY o.id HAVING count(s.as_of) < $1`;

/**
 * Waits until each connected organization has been read once, for pages that show nothing help nobody. Gives up
 * after four minutes, as with a large organization or a slow upstream: the worker goes on in any case.
 */
export async function awaitFirstSync(databaseUrl: string, signal: AbortSignal): Promise<void> {
  const client = await connectTo(databaseUrl);
  try {
    for (const until = Date.now() + patience; Date.now() < until && !signal.aborted; await sleep(500)) {
      const { rows } = await client.query<{ name: string; read: number }>(unreadStreams, [
        streamKinds.length,
      ]);
      if (rows.length === 0) return;
    }
    if (!signal.aborted) console.log("  It takes longer than usual and goes on in the background.");
  } finally {
    await client.end();
  }
}
