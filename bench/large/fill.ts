import type pg from "pg";
import { usageKindNames } from "#lib/sync/kinds.ts";
import { costStatements } from "./costs.ts";
import { directoryStatements } from "./directory.ts";
import { eventStatements } from "./events.ts";
import { dropIndexes, makeIndexes } from "./indexes.ts";
import type { Phase, Told } from "./phases.ts";
import { runPhases } from "./phases.ts";
import { monthsOf, rollUpCosts, rollUpUsage } from "./rollups.ts";
import { fillStreams } from "./streams.ts";
import { usageStatements } from "./usage.ts";

const tables = ["usage", "costs", "audit_events"];

async function ensureMonths(client: pg.ClientBase): Promise<void> {
  for (const { from, to } of await monthsOf(client))
    for (const table of tables)
      await client.query("SELECT facts.ensure_months($1, $2, $3)", [table, from, to]);
}

async function fillEvents(client: pg.ClientBase, organizationId: string): Promise<void> {
  await client.query(eventStatements.actors);
  await client.query("CREATE INDEX ON bench_actors USING hash (actor)");
  await client.query("ANALYZE bench_actors");
  await client.query(eventStatements.values, [organizationId]);
  for (const { from, to } of await monthsOf(client)) {
    const [since, until] = [Date.parse(from) / 1000, Date.parse(to) / 1000 + 86_400];
    await client.query(eventStatements.fill, [organizationId, since, until]);
  }
  await client.query("DROP TABLE bench_actors");
}

function phasesOf(organizationId: string, told: Told): Phase[] {
  const statements = (name: string, texts: readonly string[], values: unknown[]): Phase => ({
    name,
    run: async (client) => {
      for (const text of texts) await client.query(text, values);
    },
  });
  return [
    { name: "months", run: ensureMonths },
    { name: "without indexes", run: dropIndexes },
    { name: "audit events", run: (client) => fillEvents(client, organizationId) },
    { name: "indexes of events", run: (client) => makeIndexes(client, "audit_events", told) },
    statements("directory", directoryStatements, [organizationId, new Date()]),
    ...Object.entries(usageStatements).map(([kind, text]) =>
      statements(`usage ${kind}`, [text], [organizationId]),
    ),
    statements("costs", costStatements, [organizationId]),
    { name: "indexes", run: (client) => makeIndexes(client, "", told) },
    ...usageKindNames.map((kind) => ({
      name: `rollup ${kind}`,
      run: (client: pg.ClientBase) => rollUpUsage(client, organizationId, kind),
    })),
    { name: "rollup costs", run: (client) => rollUpCosts(client, organizationId) },
    { name: "streams", run: (client) => fillStreams(client, organizationId) },
  ];
}

/**
 * Writes into an organization what the sync would mirror from the twin that lives in the same database, by
 * statements over whole sets. The organization must be there, and its mirror empty.
 */
export async function fillLarge(
  client: pg.ClientBase,
  organizationId: string,
  told: Told = () => undefined,
): Promise<void> {
  for (const setting of [
    "work_mem = '256MB'",
    "maintenance_work_mem = '1GB'",
    "synchronous_commit = off",
    "jit = off",
    "statement_timeout = 0",
  ])
    await client.query(`SET ${setting}`);
  await runPhases(client, phasesOf(organizationId, told), told);
}
