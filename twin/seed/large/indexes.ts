import { readFile } from "node:fs/promises";
import type pg from "pg";
import { many, transaction } from "#twin/database.ts";

/** The tables of a large seeding, in the two lanes in which they are filled. */
export const lanes = {
  usage: ["usage_completions", "usage_decisions", "usage_embeddings", "usage_tools", "costs"],
  events: ["events"],
} as const;

export type Lane = keyof typeof lanes;

/** Building an index once is far cheaper than keeping it while millions of rows come. */
export async function dropIndexes(pool: pg.Pool): Promise<void> {
  await transaction(pool, async (tx) => {
    const indexes = await many<{ indexname: string }>(
      tx,
      `SELECT indexname FROM pg_indexes i WHERE schemaname = 'twin' AND tablename = ANY($1)
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)`,
      [[...lanes.usage, ...lanes.events]],
    );
    for (const { indexname } of indexes) await tx.query(`DROP INDEX twin.${indexname}`);
  });
}

/** The statements of the schema that make a lane's indexes; each says IF NOT EXISTS. */
export async function indexesOf(lane: Lane): Promise<string[]> {
  const schema = await readFile(new URL("../../schema.sql", import.meta.url), "utf8");
  const statements = schema.match(/^CREATE INDEX IF NOT EXISTS \w+ ON twin\.\w+.*;$/gm) ?? [];
  return statements.filter((statement) => {
    const table = / ON twin\.(\w+)/.exec(statement)?.[1];
    return lanes[lane].some((name) => name === table);
  });
}
