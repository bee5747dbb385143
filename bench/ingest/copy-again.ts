import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/**
 * Copies rows that are there into an empty table with the same columns and indexes, from memory: the fastest way
 * in that Postgres offers. Returns the seconds that the way in took.
 */
export async function copyAgain(client: pg.Client, table: string, where: string): Promise<number> {
  const chunks: Buffer[] = [];
  const source = client.query(copyTo(`COPY (SELECT * FROM ${table} WHERE ${where}) TO STDOUT`));
  source.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(source, "end");

  await client.query(`CREATE TABLE copied (LIKE ${table} INCLUDING DEFAULTS)`);
  const { rows } = await client.query<{ definition: string }>(
    `SELECT pg_get_indexdef(indexrelid) AS definition FROM pg_index WHERE indrelid = $1::regclass`,
    [table],
  );
  for (const [index, { definition }] of rows.entries())
    await client.query(
      definition.replace(/^(CREATE (?:UNIQUE )?INDEX) \S+ ON (?:ONLY )?\S+/, `$1 copied_${index} ON copied`),
    );
  const startedAt = performance.now();
  await pipeline(Readable.from(chunks), client.query(copyFrom("COPY copied FROM STDIN")));
  const seconds = (performance.now() - startedAt) / 1000;
  await client.query("DROP TABLE copied");
  return seconds;
}
