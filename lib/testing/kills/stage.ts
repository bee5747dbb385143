import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { until } from "#lib/testing/fleet.ts";
import type { Kept } from "#lib/testing/kills/keep-alive.ts";
import { keepAlive } from "#lib/testing/kills/keep-alive.ts";
import { withClient } from "#lib/testing/template.ts";
import { migrateDatabase } from "#scripts/database/migrate.ts";
import type { Cluster } from "#scripts/postgres/start.ts";
import { startPostgres } from "#scripts/postgres/start.ts";
import { findPort } from "#scripts/system/find-port.ts";

/** Everything that is killed: a Postgres, a twin, workers, a process that changes things, a web server. */
export type Stage = {
  organizationId: string;
  pool: pg.Pool;
  twinUrl: string;
  webUrl: string;
  env: NodeJS.ProcessEnv;
  victims: Kept[];
  killPostgres: () => Promise<void>;
  stop: () => Promise<void>;
};

type Options = { days: number; seal: (organizationId: string) => string; withWeb: boolean };

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ status }) => status < 500,
    () => false,
  );
}

async function makeDatabases(cluster: Cluster): Promise<void> {
  await withClient(cluster.url, async (client) => {
    for (const name of ["metsuke", "twin"]) await client.query(`CREATE DATABASE ${name}`);
  });
  await migrateDatabase(cluster.urlOf("metsuke"));
}

/** Sets the stage: durable, as a database that forgets what it confirmed would prove nothing. */
export async function setStage({ days, seal, withWeb }: Options): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), "metsuke-kills-"));
  let cluster: Cluster = await startPostgres({ dataDir });
  await makeDatabases(cluster);
  const [twinPort, webPort] = [await findPort(), await findPort()];
  const twinUrl = `http://127.0.0.1:${twinPort}/v1`;
  const webUrl = `http://127.0.0.1:${webPort}`;
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "production",
    DATABASE_URL: cluster.urlOf("metsuke"),
    METSUKE_SECRET: process.env["METSUKE_SECRET"],
    METSUKE_URL: webUrl,
    LOG_LEVEL: "fatal",
    PORT: String(webPort),
    HOST: "127.0.0.1",
  };
  const pool = new pg.Pool({ connectionString: cluster.urlOf("metsuke"), max: 3 });
  pool.on("error", () => undefined);

  const organizationId = randomUUID();
  await pool.query(
    `INSERT INTO organizations (id, slug, name, base_url, time_zone, sealed_admin_key)
     VALUES ($1, 'sandbox', 'Sandbox', $2, 'Asia/Tokyo', $3)`,
    [organizationId, twinUrl, seal(organizationId)],
  );
  const seed = ["--seed", "small", "--days", String(days)];
  const twin = ["twin/main.ts", "--port", String(twinPort), ...seed, "--database", cluster.urlOf("twin")];
  const victims = [keepAlive("twin", twin, env)];
  await until("the twin answers", () => answers(new URL("/healthz", twinUrl).href));
  victims.push(
    keepAlive("worker", ["lib/jobs/main.ts"], env),
    keepAlive("worker", ["lib/jobs/main.ts"], env),
  );
  victims.push(keepAlive("writer", ["lib/testing/kills/keep-changing.ts", organizationId, "sandbox"], env));
  if (withWeb) {
    victims.push(keepAlive("web", ["scripts/web.ts"], { ...env, METSUKE_WARM_UP_SECONDS: "0" }));
    await until("the web server answers", () => answers(`${webUrl}/api/health/live`));
  }
  return {
    organizationId,
    pool,
    twinUrl,
    webUrl,
    env,
    victims,
    killPostgres: async () => {
      const { pid } = cluster.child;
      if (pid !== undefined) process.kill(pid, "SIGKILL");
      cluster = await startPostgres({ dataDir, port: cluster.port });
    },
    stop: async () => {
      for (const victim of victims) await victim.stop();
      await pool.end();
      await cluster.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
