/**
 * node --conditions=react-server bench/ingest-twin.ts [SCALE] [DAYS] [STREAM…] [--keep NAME]: the sync of streams from
 * a twin, end to end, against the same pages of the same twin read one by one and thrown away, in the same run. Prints
 * both rates, their ratio and the worker's peak memory. "everything" is a whole backfill, all streams at once, and is
 * compared with the twin's own totals. --keep leaves the database behind under that name.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { randomBytes, randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import pg from "pg";
import { z } from "zod";
import { root } from "#scripts/system/root.ts";
import { applySchema, openPool } from "#twin/database.ts";
import { prepareOrganization } from "#twin/seed/prepare.ts";
import { totals } from "#twin/totals.ts";
import { openDatabase, openServer } from "./database.ts";
import { canThrowAway, throwAway } from "./ingest/throw-away.ts";

const { values, positionals } = parseArgs({ options: { keep: { type: "string" } }, allowPositionals: true });
const [scaleWord = "0.05", daysWord = "10", ...asked] = positionals;
const [scale, days] = [Number(scaleWord), Number(daysWord)];
const streams = asked.length > 0 ? asked : ["usage_completions", "audit_log"];
const node = ["--conditions=react-server"];
const name = values.keep ?? `bench_twin_${process.pid}`;

const server = await openServer();
const { url } = await openDatabase(server.url, name);
process.env["DATABASE_URL"] = url;
process.env["METSUKE_SECRET"] ??= randomBytes(32).toString("base64");
process.env["LOG_LEVEL"] ??= "error";
const { adminKeyPlace } = await import("#lib/organizations/admin-key.ts");
const { seal } = await import("#lib/secrets/seal.ts");
const { compareTotals } = await import("#lib/testing/compare-totals.ts");

const pool = openPool(url);
await applySchema(pool);
await prepareOrganization(pool, { seed: "large", days, scale, adminKey: "sk-admin-twin" });
await pool.query("VACUUM (ANALYZE)");
await pool.end();

const twin = spawn(
  process.execPath,
  [
    ...node,
    "twin/main.ts",
    "--port",
    "0",
    "--seed",
    "large",
    "--days",
    String(days),
    "--scale",
    String(scale),
    "--database",
    url,
  ],
  {
    cwd: root,
    // It tells its address in its log.
    env: { ...process.env, LOG_LEVEL: "info" },
    stdio: ["ignore", "pipe", "inherit"],
  },
);
let base = "";
process.once("exit", () => twin.kill());
const lines = createInterface({ input: twin.stdout });
while (!base) {
  const [line] = (await once(lines, "line")) as [string];
  base = /"url":"([^"]+)"/.exec(line)?.[1] ?? "";
}

const Synced = z.object({ rows: z.number(), seconds: z.number(), firstAt: z.number(), memory: z.number() });

async function sync(stream: string): Promise<z.output<typeof Synced> & { organizationId: string }> {
  const organizationId = randomUUID();
  await client.query(
    `INSERT INTO organizations (id, slug, name, base_url, time_zone, sealed_admin_key) VALUES ($1, $2, 'Bench', $3, 'Asia/Tokyo', $4)`,
    [organizationId, `bench-${stream}`, base, seal("sk-admin-twin", adminKeyPlace(organizationId))],
  );
  const words = [...node, "bench/ingest/read-twin.ts", organizationId, stream];
  const read = spawnSync(process.execPath, words, { cwd: root, env: process.env, encoding: "utf8" });
  if (read.status !== 0) throw new Error(read.stderr);
  return { organizationId, ...Synced.parse(JSON.parse(read.stdout)) };
}

function tell(label: string, rows: number, seconds: number, more = ""): void {
  console.log(`  ${label.padEnd(26)} ${String(Math.round(rows / seconds)).padStart(7)} rows/s${more}`);
}

async function measure(stream: string): Promise<void> {
  const isCompared = canThrowAway(stream);
  if (isCompared) await throwAway(base, stream);
  const before = isCompared ? await throwAway(base, stream) : null;
  const { organizationId, rows, seconds, firstAt, memory } = await sync(stream);
  const after = isCompared ? await throwAway(base, stream) : null;
  console.log(`${stream} from the twin: ${rows} rows in ${seconds.toFixed(1)} s`);
  if (before && after) {
    const thrown = (before.seconds + after.seconds) / 2;
    tell("read and thrown away", rows, thrown, `   ${(before.bytes / 1e6).toFixed(1)} MB of JSON`);
    tell("synced, rollups included", rows, seconds, `   ratio ${(thrown / seconds).toFixed(2)}`);
  } else tell("synced, rollups included", rows, seconds);
  console.log(
    `  first rows after ${firstAt.toFixed(2)} s; worker's peak memory ${Math.round(memory / 1e6)} MB`,
  );
  if (stream !== "everything") return;
  const wrong = await compareTotals(organizationId, client, await totals(client));
  console.log(wrong.length === 0 ? "  equal to the twin's own totals" : wrong.join("\n"));
}

const client = new pg.Client({ connectionString: url });
await client.connect();
for (const stream of streams) await measure(stream);

twin.kill("SIGTERM");
await once(twin, "exit");
await client.end();
if (!values.keep) {
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
}
await server.stop();
