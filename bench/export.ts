/**
 * node --conditions=react-server bench/export.ts [EVENTS | large]: the audit export over HTTP against psql's COPY
 * of the same rows in the same order, and against COPY piped to a bare HTTP response, turn by turn in one run, on
 * the production build. "large" measures the ten million events that bench/large.ts made. Prints rows a second,
 * their ratios, the processor time that the web server took, and how far its memory rose.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import pg from "pg";
import { makeOrganization, makeOwner, openDatabase, openServer } from "./database.ts";
import { makeEvents } from "./make-events.ts";
import type { Web } from "./web.ts";
import { signIn, startWeb } from "./web.ts";

const asked = process.argv[2] ?? "100000";
const isLarge = asked === "large";
const rounds = Number(process.env["BENCH_ROUNDS"] ?? (isLarge ? 3 : 7));
const slug = isLarge ? "large" : "bench";

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

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Runs a program that writes to nowhere; what it says in the end. */
async function run(program: string, words: string[]): Promise<string> {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return said;
}

/** psql writing to nowhere, the fastest way out that Postgres offers. */
async function copyToNowhere(url: string, statement: string): Promise<void> {
  await run("psql", [
    "--no-psqlrc",
    "--quiet",
    "--dbname",
    url,
    "--output",
    "/dev/null",
    "--command",
    statement,
  ]);
}

/** Reads the whole answer and throws it away, as cheaply as psql does; returns its size in bytes. */
async function download(words: string[]): Promise<number> {
  return Number(
    await run("curl", [
      "--silent",
      "--fail",
      "--output",
      "/dev/null",
      "--write-out",
      "%{size_download}",
      ...words,
    ]),
  );
}

async function startBare(databaseUrl: string): Promise<{ url: string; stop: () => void }> {
  const child = spawn(process.execPath, ["bench/bare-copy.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  const [port] = (await once(createInterface(child.stdout), "line")) as [string];
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

type Setting = {
  databaseUrl: string;
  organizationId: string;
  bareUrl: string;
  cookie: string;
  web: Web;
  events: number;
};

async function measure(
  format: Format,
  { databaseUrl, organizationId, bareUrl, cookie, web, events }: Setting,
) {
  const times = { copy: [] as number[], bare: [] as number[], http: [] as number[], cpu: [] as number[] };
  let [bytes, peak] = [0, 0];
  const idle = web.residentBytes();
  const watch = setInterval(() => (peak = Math.max(peak, web.residentBytes())), 20);
  const statement = copyOf(format, organizationId);
  for (let round = 0; round < rounds; round += 1) {
    times.copy.push(await timed(() => copyToNowhere(databaseUrl, statement)));
    times.bare.push(await timed(() => download(["--data-binary", statement, bareUrl])));
    const before = web.cpuSeconds();
    const address = `${web.url}/o/${slug}/audit/export?format=${format}`;
    times.http.push(await timed(async () => (bytes = await download(["--cookie", cookie, address]))));
    times.cpu.push(web.cpuSeconds() - before);
  }
  clearInterval(watch);
  const ratios = times.copy.map((seconds, round) => seconds / (times.http[round] ?? Number.NaN));
  const toBare = times.bare.map((seconds, round) => seconds / (times.http[round] ?? Number.NaN));
  const rate = (seconds: number[]) => Math.round(events / median(seconds));
  console.log(
    `${format}: COPY ${rate(times.copy)} rows/s, bare HTTP ${rate(times.bare)} rows/s, export ${rate(times.http)} rows/s; ` +
      `ratio to COPY ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}), ` +
      `to bare ${median(toBare).toFixed(2)}; ${(bytes / 1e6).toFixed(0)} MB, ${median(times.cpu).toFixed(2)} s of processor; ` +
      `memory ${((peak - idle) / 1e6).toFixed(0)} MB above idle (${(idle / 1e6).toFixed(0)} MB)`,
  );
}

async function fill(client: pg.Client, isNew: boolean): Promise<{ organizationId: string; events: number }> {
  if (isNew) await makeEvents(client, await makeOrganization(client, slug), Number(asked));
  const found = await client.query<{ id: string }>("SELECT id FROM organizations WHERE slug = $1", [slug]);
  const organizationId = found.rows[0]?.id ?? "";
  const counted = await client.query<{ events: number }>(
    "SELECT count(*)::int AS events FROM facts.audit_events WHERE organization_id = $1",
    [organizationId],
  );
  return { organizationId, events: counted.rows[0]?.events ?? 0 };
}

async function main(): Promise<void> {
  for (const program of ["psql", "curl"])
    if (spawnSync(program, ["--version"]).status !== 0) throw new Error(`This needs ${program}.`);
  const server = await openServer();
  const database = await openDatabase(
    server.url,
    isLarge ? "bench_large_1" : `metsuke_bench_export_${asked}`,
  );
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { organizationId, events } = await fill(client, database.isNew);
  const owner = await makeOwner(client, organizationId);
  const secret = Buffer.alloc(32, "bench").toString("base64");
  const web = await startWeb({ DATABASE_URL: database.url, METSUKE_SECRET: secret });
  const bare = await startBare(database.url);
  try {
    const cookie = await signIn(web.url, owner.email, owner.password);
    await download(["--cookie", cookie, `${web.url}/o/${slug}/audit/export?format=jsonl&to=2025-10-25`]);
    console.log(`${events} events, median of ${rounds} rounds, turn by turn`);
    const setting = { databaseUrl: database.url, organizationId, bareUrl: bare.url, cookie, web, events };
    for (const format of ["csv", "jsonl"] as const) await measure(format, setting);
  } finally {
    bare.stop();
    await web.stop();
    await client.query("DELETE FROM users WHERE email = $1", [owner.email]);
    await client.end();
    await server.stop();
  }
}

await main();
