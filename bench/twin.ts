/**
 * node --conditions=react-server bench/twin.ts [--scale 1] [--database URL] [--seconds 10]: how fast the twin answers
 * over HTTP, each list against psql's COPY of the same rows in the same run. Without an address a database of that
 * scale is seeded, or gone on with. Prints rows a second, requests a second and the ratio to COPY.
 */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import type { IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { root } from "#scripts/system/root.ts";
import { copyToNowhere } from "./copy-to-nowhere.ts";
import { openServer } from "./database.ts";
import { twinLists } from "./twin-lists.ts";
import type { TwinList } from "./twin-lists.ts";

const { values } = parseArgs({
  options: {
    scale: { type: "string", default: "1" },
    database: { type: "string" },
    seconds: { type: "string", default: "10" },
    only: { type: "string", default: "" },
  },
});
const budgetMs = Number(values.seconds) * 1000;
const agent = new Agent({ keepAlive: true });

async function databaseOf(serverUrl: string): Promise<string> {
  const name = `bench_twin_${values.scale.replace(".", "_")}`;
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  const found = await server.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
  if (found.rowCount === 0) await server.query(`CREATE DATABASE ${name}`);
  await server.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

type Twin = { url: string; child: ChildProcess };

async function startTwin(databaseUrl: string): Promise<Twin> {
  const words = ["--port", "0", "--seed", "large", "--scale", values.scale, "--database", databaseUrl];
  const child = spawn(process.execPath, [join(root, "twin/main.ts"), ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as { msg: string; url?: string };
    if (said.msg === "twin ready" && said.url !== undefined) return { url: said.url, child };
  }
  throw new Error("The twin ended before it was ready.");
}

/** Reads an answer as bytes; the text is put together only where the next cursor has to be found in it. */
async function read(address: string): Promise<{ bytes: number; end: string }> {
  const headers = { authorization: "Bearer sk-admin-twin" };
  const [response] = (await once(get(address, { headers, agent }), "response")) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`${address} answered ${response.statusCode}`);
  let bytes = 0;
  let end = Buffer.alloc(0);
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    end = Buffer.concat([end, chunk as Buffer]).subarray(-400);
  }
  return { bytes, end: end.toString() };
}

type Measured = { requests: number; bytes: number; milliseconds: number; after: string | undefined };

/** Follows the cursor from a list's beginning until the time is over or the list is. */
async function walk(url: string, list: TwinList): Promise<Measured> {
  const startedAt = performance.now();
  const measured: Measured = { requests: 0, bytes: 0, milliseconds: 0, after: undefined };
  do {
    const query = new URLSearchParams(list.query);
    for (const name of list.groups ?? []) query.append("group_by[]", name);
    if (measured.after !== undefined) query.set(list.cursor, measured.after);
    const { bytes, end } = await read(`${url}${list.path}?${query.toString()}`);
    measured.requests += 1;
    measured.bytes += bytes;
    const next = list.cursor === "page" ? /"next_page":"([^"]+)"/ : /"last_id":"([^"]+)","has_more":true/;
    measured.after = next.exec(end)?.[1];
  } while (measured.after !== undefined && performance.now() - startedAt < budgetMs);
  measured.milliseconds = performance.now() - startedAt;
  return measured;
}

async function measure(client: pg.Client, url: string, databaseUrl: string, list: TwinList): Promise<void> {
  const measured = await walk(url, list);
  const rows = await list.rowsOf(client, measured.after);
  const copyStartedAt = performance.now();
  await copyToNowhere(databaseUrl, rows.copy);
  const copied = rows.count / ((performance.now() - copyStartedAt) / 1000);
  const seconds = measured.milliseconds / 1000;
  const served = rows.count / seconds;
  console.log(
    `${list.name.padEnd(44)} ${Math.round(served)} rows/s in ${rows.count} rows, ` +
      `${(measured.requests / seconds).toFixed(1)} requests/s, ${(measured.bytes / 1e6 / seconds).toFixed(1)} MB/s; ` +
      `COPY ${Math.round(copied)} rows/s; ratio ${(served / copied).toFixed(2)}`,
  );
}

const server = values.database === undefined ? await openServer() : undefined;
const databaseUrl = values.database ?? (await databaseOf(server?.url ?? ""));
const twin = await startTwin(databaseUrl);
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
try {
  for (const list of await twinLists(client)) {
    if (list.name.includes(values.only)) await measure(client, twin.url, databaseUrl, list);
  }
} finally {
  await client.end();
  agent.destroy();
  twin.child.kill();
  await server?.stop();
}
