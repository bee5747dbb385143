import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres, stopLeftover } from "#scripts/postgres/start.ts";
import { identify } from "#scripts/system/identify.ts";
import { ensureTemplate, withClient } from "./template.ts";

const testDir = new URL("../../.data/test/", import.meta.url).pathname;

/** Takes away what a killed run left: folders are named by the process that they belong to. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(testDir)) {
    const [pid, startedAt] = name.split("-");
    if (identify(Number(pid))?.startedAt === startedAt) continue;
    await stopLeftover(join(testDir, name));
    rmSync(join(testDir, name), { recursive: true, force: true });
  }
}

async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env["TEST_DATABASE_SERVER_URL"];
  if (given) return { url: given, stop: async () => undefined };

  mkdirSync(testDir, { recursive: true });
  await sweep();
  const own = join(testDir, `${process.pid}-${identify(process.pid)?.startedAt}`);
  mkdirSync(own);
  writeFileSync(join(own, "README"), "A test run's database: removed when the run ends.\n");
  const cluster = await startPostgres({ dataDir: own, durable: false });
  return {
    url: cluster.url,
    stop: async () => {
      await cluster.stop();
      rmSync(own, { recursive: true, force: true });
    },
  };
}

/** One server and one migrated template for the run; worker-setup.ts copies it. Leaves nothing running. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startServer();
  const run = `metsuke_test_${randomUUID().slice(0, 8)}`;
  process.env["TEST_DATABASE_SERVER_URL"] = server.url;
  process.env["TEST_DATABASE_TEMPLATE"] = await ensureTemplate(server.url);
  process.env["TEST_DATABASE_PREFIX"] = run;

  return async () => {
    await withClient(server.url, async (client) => {
      const made = await client.query<{ datname: string }>(
        "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
        [run],
      );
      for (const { datname } of made.rows)
        await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    });
    await server.stop();
    // What worker-setup.ts let exports be written to.
    rmSync(join(tmpdir(), run), { recursive: true, force: true });
  };
}
