import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";

const hasPsql = spawnSync("psql", ["--version"]).status === 0;

/** psql writing to nowhere, the fastest way out that Postgres offers; the bare protocol where there is no psql. */
export async function copyToNowhere(url: string, statement: string): Promise<void> {
  if (hasPsql) {
    const words = ["--no-psqlrc", "--quiet", "--dbname", url, "--command", statement];
    const child = spawn("psql", words, { stdio: ["ignore", "ignore", "inherit"] });
    const [code] = (await once(child, "close")) as [number];
    if (code !== 0) throw new Error(`psql ended with ${code}`);
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await once(client.query(copyTo(statement)).resume(), "end");
  await client.end();
}
