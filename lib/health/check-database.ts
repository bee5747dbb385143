import { db } from "#lib/db.ts";
import { newestMigration } from "#lib/health/newest-migration.ts";
import { log } from "#lib/log.ts";

export type DatabaseHealth = {
  isUp: boolean;
  version: string | null;
  /** Whether every migration of this code has been applied, and none is half done. */
  isMigrated: boolean;
};

type Row = { version: string; newest: boolean; unfinished: bigint };

/** Whether the database answers, which version it is, and whether its schema is the one this code needs. */
export async function checkDatabase(): Promise<DatabaseHealth> {
  try {
    const [row] = await db.$queryRaw<Row[]>`
      SELECT current_setting('server_version') AS version,
        coalesce(bool_or(migration_name = ${newestMigration} AND finished_at IS NOT NULL), false) AS newest,
        count(*) FILTER (WHERE finished_at IS NULL AND rolled_back_at IS NULL) AS unfinished
      FROM _prisma_migrations`;
    const isMigrated = row !== undefined && row.newest && row.unfinished === 0n;
    return { isUp: true, version: row?.version ?? null, isMigrated };
  } catch (error) {
    log.warn({ err: error }, "the database did not answer a health check");
    return { isUp: false, version: null, isMigrated: false };
  }
}
