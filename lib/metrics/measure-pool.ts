import type pg from "pg";
import { Gauge } from "prom-client";
import { instruments } from "#lib/metrics/instruments.ts";
import { processRegistry } from "#lib/metrics/registry.ts";
import { processWide } from "#lib/process-wide.ts";

const verbs = new Set([
  "select",
  "insert",
  "update",
  "delete",
  "with",
  "copy",
  "begin",
  "commit",
  "rollback",
  "set",
]);

function verbOf(query: unknown): string {
  const text = typeof query === "object" && query !== null && "text" in query ? query.text : query;
  const word = typeof text === "string" ? (/^[\s(]*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? "") : "";
  return verbs.has(word) ? word : "other";
}

type Call = (...words: unknown[]) => unknown;

/** Runs a function of the driver, which answers by a promise or a callback, and says when it has. */
function timed(run: Call, words: unknown[], done: (seconds: number) => void): unknown {
  const startedAt = performance.now();
  const note = () => done((performance.now() - startedAt) / 1000);
  const last = words.at(-1);
  if (typeof last === "function") {
    const callback = last as Call;
    return run(...words.slice(0, -1), (...answer: unknown[]) => {
      note();
      return callback(...answer);
    });
  }
  const answer = run(...words);
  if (answer instanceof Promise) answer.then(note, note);
  return answer;
}

/** Measures the statements of a connection; a stream (COPY) is measured where it is read. */
function measureClient(client: pg.ClientBase, pool: string): void {
  const query = client.query.bind(client) as Call;
  const measured: Call = (...words) =>
    timed(query, words, (seconds) =>
      instruments().queries.observe({ pool, verb: verbOf(words[0]) }, seconds),
    );
  Object.assign(client, { query: measured });
}

function measureWaits(pool: pg.Pool, name: string): void {
  const connect = pool.connect.bind(pool) as Call;
  const measured: Call = (...words) =>
    timed(connect, words, (seconds) => instruments().poolWaits.observe({ pool: name }, seconds));
  Object.assign(pool, { connect: measured });
}

/** Measures a pool from now on: its statements, how long connections are waited for, how full it is. */
export function measurePool<Pool extends pg.Pool>(pool: Pool, name: string): Pool {
  pool.on("connect", (client) => measureClient(client, name));
  measureWaits(pool, name);
  processWide("pools", measurePools).set(name, pool);
  return pool;
}

/** One gauge for all pools; it looks at them when it is asked. */
function measurePools(): Map<string, pg.Pool> {
  const pools = new Map<string, pg.Pool>();
  new Gauge({
    name: "metsuke_db_pool_connections",
    help: "Connections of a pool: in use, idle, at most; and who waits for one (this process).",
    labelNames: ["pool", "state"] as const,
    registers: [processRegistry()],
    collect() {
      for (const [pool, { totalCount, idleCount, waitingCount, options }] of pools) {
        this.set({ pool, state: "used" }, totalCount - idleCount);
        this.set({ pool, state: "idle" }, idleCount);
        this.set({ pool, state: "waiting" }, waitingCount);
        this.set({ pool, state: "most" }, options.max);
      }
    },
  });
  return pools;
}
