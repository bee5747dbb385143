/**
 * node --conditions=react-server bench/export.ts [EVENTS]: the audit export over HTTP against psql's COPY of the
 * same rows in the same order, in the same run, on the production build. Prints rows a second, their ratio, and
 * how far the web server's memory rose.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { get } from "node:http";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { makeOrganization, makeOwner, openDatabase, openServer } from "./database.ts";
import { makeEvents } from "./make-events.ts";
import { signIn, startWeb } from "./web.ts";

const rounds = 5;
const events = Number(process.argv[2] ?? 100_000);
const slug = "bench";

const columns =
  "id, effective_at, type, is_tenant, actor_kind, actor_id, actor_email, actor_api_key_id, project_id, project_name, resource_id, ip, raw";
const baselines = {
  csv: { columns, options: "(FORMAT csv, HEADER)" },
  jsonl: { columns: "raw", options: "(FORMAT text)" },
};
type Format = keyof typeof baselines;

function copyOf(format: Format, organizationId: string): string {
  const { columns: wanted, options } = baselines[format];
  return `COPY (SELECT ${wanted} FROM facts.audit_events WHERE organization_id = '${organizationId}'
    ORDER BY effective_at DESC, id DESC) TO STDOUT ${options}`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const hasPsql = spawnSync("psql", ["--version"]).status === 0;

/** psql writing to nowhere, the fastest way out that Postgres offers; the bare protocol where there is no psql. */
async function copyToNowhere(url: string, statement: string): Promise<void> {
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

/** Reads the whole answer and throws it away; returns its size in bytes. */
async function download(address: string, cookie: string): Promise<number> {
  const [response] = (await once(get(address, { headers: { cookie } }), "response")) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`The export answered ${response.statusCode}`);
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  return bytes;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

type Setting = {
  databaseUrl: string;
  organizationId: string;
  url: string;
  cookie: string;
  residentBytes: () => number;
};

async function measure(format: Format, setting: Setting) {
  const { databaseUrl, organizationId, url, cookie, residentBytes } = setting;
  const [copied, exported]: [number[], number[]] = [[], []];
  let [bytes, peak] = [0, 0];
  const watch = setInterval(() => (peak = Math.max(peak, residentBytes())), 20);
  const address = `${url}/o/${slug}/audit/export?format=${format}`;
  for (let round = 0; round < rounds; round += 1) {
    copied.push(await timed(() => copyToNowhere(databaseUrl, copyOf(format, organizationId))));
    exported.push(await timed(async () => (bytes = await download(address, cookie))));
  }
  clearInterval(watch);
  return { format, copied: events / median(copied), exported: events / median(exported), bytes, peak };
}

async function fill(client: pg.Client, isNew: boolean): Promise<string> {
  if (isNew) await makeEvents(client, await makeOrganization(client, slug), events);
  const { rows } = await client.query<{ id: string }>("SELECT id FROM organizations WHERE slug = $1", [slug]);
  return rows[0]?.id ?? "";
}

async function main(): Promise<void> {
  const server = await openServer();
  const database = await openDatabase(server.url, `metsuke_bench_export_${events}`);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const organizationId = await fill(client, database.isNew);
  const owner = await makeOwner(client, organizationId);
  const web = await startWeb({
    DATABASE_URL: database.url,
    METSUKE_SECRET: Buffer.alloc(32, "bench").toString("base64"),
  });
  try {
    const cookie = await signIn(web.url, owner.email, owner.password);
    await download(`${web.url}/o/${slug}/audit/export?format=jsonl&to=2025-11-02`, cookie);
    const idle = web.residentBytes();
    console.log(
      `${events} events, median of ${rounds} rounds, against ${hasPsql ? "psql" : "the bare protocol"}`,
    );
    for (const format of ["csv", "jsonl"] as const) {
      const setting = { databaseUrl: database.url, organizationId, cookie, ...web };
      const { copied, exported, bytes, peak } = await measure(format, setting);
      console.log(
        `${format}: COPY ${Math.round(copied)} rows/s, export over HTTP ${Math.round(exported)} rows/s, ` +
          `ratio ${(exported / copied).toFixed(2)}; ${(bytes / 1e6).toFixed(0)} MB; ` +
          `memory ${((peak - idle) / 1e6).toFixed(0)} MB above idle (${(idle / 1e6).toFixed(0)} MB)`,
      );
    }
  } finally {
    await web.stop();
    await client.query("DELETE FROM users WHERE email = $1", [owner.email]);
    await client.end();
    await server.stop();
  }
}

await main();
