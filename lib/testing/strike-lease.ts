import type { PoolClient } from "pg";
import { pool } from "#lib/db-writer.ts";

const watched = new WeakSet<PoolClient>();
let onStatement: (client: PoolClient, words: unknown[]) => void = () => undefined;

function watch(client: PoolClient): void {
  if (watched.has(client)) return;
  watched.add(client);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own client below
  client.query = new Proxy(client.query, {
    apply(query, self, words: unknown[]) {
      onStatement(client, words);
      return Reflect.apply(query, self, words) as unknown;
    },
  });
}

pool.on("acquire", watch);

/**
 * Has the server end the connection of the next lease before its nth statement from there on, COPY, BEGIN and COMMIT
 * included, while work is done. Answers whether it came to that: not where there are fewer statements.
 */
export async function strikeLease(nth: number, work: () => Promise<unknown>): Promise<boolean> {
  let leased: PoolClient | null = null;
  let statements = 0;
  let hasStruck = false;
  onStatement = (client, [first]) => {
    if (typeof first === "string" && first.includes("pg_try_advisory_lock")) leased ??= client;
    if (client !== leased || hasStruck) return;
    statements += 1;
    if (statements <= nth) return;
    hasStruck = true;
    client.query("SELECT pg_terminate_backend(pg_backend_pid())").catch(() => undefined);
  };
  try {
    await work().catch(() => undefined);
  } finally {
    onStatement = () => undefined;
  }
  return hasStruck;
}
