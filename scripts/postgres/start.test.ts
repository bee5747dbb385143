import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { startPostgres } from "./start.ts";
import type { Cluster } from "./start.ts";

const dataDir = mkdtempSync(join(tmpdir(), `metsuke-cluster-${randomUUID().slice(0, 4)}-`));
// As root, the cluster of a private folder would lie under /var/lib and outlive it.
chmodSync(dataDir, 0o755);
let cluster: Cluster | undefined;

afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});

async function ask(text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: cluster?.url });
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<{ answer: unknown }>(text);
  await client.end();
  return rows[0]?.answer;
}

test("a first start makes a cluster that asks for its password and sorts by code point", async () => {
  cluster = await startPostgres({ dataDir });

  const [provider] = [
    await ask("SELECT datlocprovider AS answer FROM pg_database WHERE datname = 'postgres'"),
  ];
  expect(provider).toBe("b");
  const stranger = new pg.Client({ connectionString: cluster.url.replace(/:[^:@]*@/, ":wrong@") });
  await expect(stranger.connect()).rejects.toMatchObject({ code: "28P01" });
  await ask("CREATE TABLE kept AS SELECT 'still here' AS answer");
});

test("a second start finds what the first one left", async () => {
  cluster = await startPostgres({ dataDir });
  expect(await ask("SELECT answer FROM kept")).toBe("still here");
});

test("after kill -9 of the server the next start takes over at once", async () => {
  const killed = await startPostgres({ dataDir });
  killed.child.kill("SIGKILL");
  cluster = await startPostgres({ dataDir });
  expect(await ask("SELECT answer FROM kept")).toBe("still here");
});

test("a server left running by a killed launcher is replaced", async () => {
  const orphan = await startPostgres({ dataDir });
  cluster = await startPostgres({ dataDir });
  expect(orphan.child.pid).not.toBe(cluster.child.pid);
  expect(await ask("SELECT answer FROM kept")).toBe("still here");
  await cluster.stop();
  cluster = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});
