import { many } from "#twin/database.ts";
import type { Transaction } from "#twin/database.ts";

type IndexRow = { indexname: string; indexdef: string };

/** Does `work` while the tables have no indexes but their primary keys: building them once is far cheaper. */
export async function withoutIndexes(
  tx: Transaction,
  tables: string[],
  work: () => Promise<void>,
): Promise<void> {
  const indexes = await many<IndexRow>(
    tx,
    `SELECT indexname, indexdef FROM pg_indexes i WHERE schemaname = 'twin' AND tablename = ANY($1)
     AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)`,
    [tables],
  );
  for (const { indexname } of indexes) await tx.query(`DROP INDEX twin.${indexname}`);
  await work();
  for (const { indexdef } of indexes) await tx.query(indexdef);
}
