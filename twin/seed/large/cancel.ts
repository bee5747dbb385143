import type pg from "pg";
import { many, transaction } from "#twin/database.ts";
import { seedEmpty } from "#twin/seed/empty.ts";
import { dropHelpers } from "#twin/seed/large/helpers.ts";
import { lanes, indexesOf } from "#twin/seed/large/indexes.ts";

/** Takes back all of a seeding and leaves an empty organization, both or neither. */
export async function cancelLarge(pool: pg.Pool, now: number): Promise<void> {
  const indexes = [...(await indexesOf("usage")), ...(await indexesOf("events"))];
  await transaction(pool, async (tx) => {
    const tables = await many<{ tablename: string }>(
      tx,
      "SELECT tablename FROM pg_tables WHERE schemaname = 'twin' ORDER BY tablename",
    );
    await tx.query(
      `TRUNCATE ${tables.map(({ tablename }) => `twin.${tablename}`).join(", ")} RESTART IDENTITY`,
    );
    await dropHelpers(tx);
    for (const statement of indexes) await tx.query(statement);
    await seedEmpty(tx, now);
  });
  for (const table of Object.values(lanes).flat()) await pool.query(`ANALYZE twin.${table}`);
}
