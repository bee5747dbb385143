import pg from "pg";
import { pool } from "#lib/db-writer.ts";

/** A node of a plan, as EXPLAIN (FORMAT JSON) writes it. */
type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Cond"?: string;
  Schema?: string;
  Plans?: Plan[];
};

export type Statement = { text: string; values: unknown[] };

type Query = { text?: string; values?: unknown[] } | string;

let seen: Map<string, Statement> | null = null;

// Listened to from the moment that this module is loaded: a connection that is open already keeps its own way.
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own client below
const ask = pg.Client.prototype.query;
Object.assign(pg.Client.prototype, {
  query(this: pg.Client, ...given: unknown[]): unknown {
    const [query, values] = given as [Query, unknown];
    const text = typeof query === "string" ? query : (query.text ?? "");
    const held = typeof query === "string" ? undefined : query.values;
    seen?.set(text, { text, values: held ?? (Array.isArray(values) ? values : []) });
    return Reflect.apply(ask, this, given);
  },
});

/** What Postgres was asked while work ran: every reading statement as it went over the wire. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const mine = new Map<string, Statement>();
  seen = mine;
  try {
    await work();
  } finally {
    seen = null;
  }
  return [...mine.values()].filter(({ text }) => /^\s*(?:SELECT|WITH|COPY|\()/i.test(text));
}

/** Its plan when sequential scans cost the world: one that remains has no index to use instead. */
export async function planOf({ text, values }: Statement): Promise<Plan> {
  const inner = /^COPY \((.*)\) TO STDOUT/s.exec(text)?.[1] ?? text;
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL enable_seqscan = off");
    const { rows } = await client.query<{ "QUERY PLAN": { Plan: Plan }[] }>(
      `EXPLAIN (FORMAT JSON, VERBOSE) ${inner}`,
      values,
    );
    const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
    if (!plan) throw new Error(`No plan for ${text}`);
    return plan;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

function isWhole(node: Plan): boolean {
  const type = node["Node Type"];
  // An index that is walked without a condition is a table read from end to end, in another order.
  return type === "Seq Scan" || (/^Index (?:Only )?Scan/.test(type) && !node["Index Cond"]);
}

/** The tables of the facts that a plan reads from end to end. */
export function wholeReads(plan: Plan): string[] {
  return nodesOf(plan)
    .filter((node) => node.Schema === "facts" && isWhole(node))
    .map((node) => node["Relation Name"] ?? "");
}

/** A function makes as many rows as its arguments say: it reads no table. */
const ends = new Set(["Limit", "Aggregate", "Group", "Unique", "Result", "Function Scan"]);
const passes = new Set([
  "Sort",
  "Incremental Sort",
  "Append",
  "Merge Append",
  "Subquery Scan",
  "CTE Scan",
  "Gather",
  "Gather Merge",
  "WindowAgg",
  "Materialize",
]);

/** Whether what comes back is limited, or grouped: a list of rows without an end is neither. */
export function isBounded(plan: Plan, statement: Statement): boolean {
  const type = plan["Node Type"];
  if (ends.has(type) || statement.text.startsWith("COPY")) return true;
  return passes.has(type) && (plan.Plans ?? []).every((part) => isBounded(part, statement));
}
