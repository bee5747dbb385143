/**
 * node --conditions=react-server bench/export.ts [EVENTS | large [--database bench_large_1]]: the audit export over
 * HTTP against psql's COPY of the same rows in the same order, and against COPY piped to a bare HTTP response, turn by
 * turn in one run, on the production build. "large" measures the events that bench/large.ts made, ten million of them
 * at full size. Prints rows a second, their ratios, the web server's processor time, and how far its memory rose.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import pg from "pg";
import { copyToNowhere } from "./copy-to-nowhere.ts";
import { makeOrganization, makeOwner, openDatabase, openServer } from "./database.ts";
import { makeEvents } from "./make-events.ts";
import { percentile, timed } from "./pages/percentiles.ts";
import type { Web } from "./web.ts";
import { signIn, startWeb } from "./web.ts";

const { values, positionals } = parseArgs({
  options: { database: { type: "string", default: "bench_large_1" } },
  allowPositionals: true,
});
const [asked = "100000"] = positionals;
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

const seconds = async (work: () => Promise<unknown>) => (await timed(work)) / 1000;
const median = (figures: number[]) => percentile(figures, 0.5);

/** Reads the whole answer and throws it away, as cheaply as psql does; returns its size in bytes. */
async function download(words: string[]): Promise<number> {
  const quietly = ["--silent", "--fail", "--output", "/dev/null", "--write-out", "%{size_download}"];
  const child = spawn("curl", [...quietly, ...words], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  if (code !== 0) throw new Error(`curl ended with ${code}`);
  return Number(said);
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
    times.copy.push(await seconds(() => copyToNowhere(databaseUrl, statement)));
    times.bare.push(await seconds(() => download(["--data-binary", statement, bareUrl])));
    const before = web.cpuSeconds();
    const address = `${web.url}/o/${slug}/audit/export?format=${format}`;
    times.http.push(await seconds(async () => (bytes = await download(["--cookie", cookie, address]))));
    times.cpu.push(web.cpuSeconds() - before);
  }
  clearInterval(watch);
  const ratios = times.copy.map((took, round) => took / (times.http[round] ?? Number.NaN));
  const toBare = times.bare.map((took, round) => took / (times.http[round] ?? Number.NaN));
  const rate = (took: number[]) => Math.round(events / median(took));
  console.log(
    `${format}: COPY ${rate(times.copy)} rows/s, bare HTTP ${rate(times.bare)} rows/s, export ${rate(times.http)} rows/s; ` +
      `ratio to COPY ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}), ` +
      `to bare ${median(toBare).toFixed(2)}; ${(bytes / 1e6).toFixed(0)} MB, ${median(times.cpu).toFixed(2)} s of processor; ` +
      `memory ${((peak - idle) / 1e6).toFixed(0)} MB above idle (${(idle / 1e6).toFixed(0)} MB)`,
  );
}

async function fill(client: pg.Client, isNew: boolean): Promise<{ organizationId: string; events: number }> {
  if (isLarge && isNew) throw new Error(`${values.database} was not there: npm run bench -- large makes it.`);
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
    isLarge ? values.database : `metsuke_bench_export_${asked}`,
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
