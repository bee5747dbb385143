import { execFileSync } from "node:child_process";
import { appendFileSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { accountFor, clusterDirFor } from "#scripts/postgres/account.ts";
import type { Cluster } from "#scripts/postgres/start.ts";
import { startPostgres } from "#scripts/postgres/start.ts";

/** A primary of its own and a standby that streams from it; start and stop the standby as often as wanted. */
export type Pair = {
  primary: Cluster;
  startStandby: (port?: number) => Promise<Cluster>;
  stop: () => Promise<void>;
};

/** Copies a running cluster as pg_basebackup would, which the built-in Postgres comes without. */
async function copyCluster(primary: Cluster, from: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: primary.url });
  await client.connect();
  await client.query("SELECT pg_backup_start('standby', true)");
  execFileSync("cp", ["-a", from, to]);
  const stopped = await client.query<{ labelfile: string }>("SELECT labelfile FROM pg_backup_stop(false)");
  await client.end();

  const pgdata = join(to, "pgdata");
  const account = accountFor(to);
  rmSync(join(to, "port"), { force: true });
  rmSync(join(pgdata, "postmaster.pid"), { force: true });
  const { username, password, hostname, port } = new URL(primary.url);
  appendFileSync(
    join(pgdata, "postgresql.auto.conf"),
    `primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'\n`,
  );
  writeFileSync(join(pgdata, "backup_label"), stopped.rows[0]?.labelfile ?? "");
  writeFileSync(join(pgdata, "standby.signal"), "");
  if (account)
    for (const name of ["backup_label", "standby.signal"])
      chownSync(join(pgdata, name), account.uid, account.gid);
}

/** Starts a primary and makes a standby of it by streaming replication. */
export async function startPair(): Promise<Pair> {
  const folder = mkdtempSync(join(tmpdir(), "metsuke-pair-"));
  execFileSync("chmod", ["755", folder]);
  const [primaryDir, standbyDir] = [join(folder, "primary"), join(folder, "standby")];
  const primary = await startPostgres({ dataDir: primaryDir, durable: false });
  await copyCluster(primary, clusterDirFor(primaryDir), clusterDirFor(standbyDir));
  let standby: Cluster | undefined;
  return {
    primary,
    startStandby: async (port) => {
      standby = await startPostgres({ dataDir: standbyDir, durable: false, ...(port && { port }) });
      return standby;
    },
    stop: async () => {
      await standby?.stop();
      await primary.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
