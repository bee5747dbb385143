/**
 * node --conditions=react-server bench/ingest-twin.ts [SCALE] [DAYS]: the sync of completions from a twin, end to
 * end, against the same pages of the same twin read and thrown away, in the same run. Prints both rates, their ratio
 * and the worker's peak memory.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { root } from "#scripts/system/root.ts";
import { openPool } from "#twin/database.ts";
import { applySchema } from "#twin/database.ts";
import { prepareOrganization } from "#twin/seed/prepare.ts";
import { openDatabase, openServer } from "./database.ts";

const [scale, days] = [Number(process.argv[2] ?? 0.05), Number(process.argv[3] ?? 10)];
const node = ["--conditions=react-server"];
const name = `bench_twin_${process.pid}`;

const server = await openServer();
const { url } = await openDatabase(server.url, name);
process.env["DATABASE_URL"] = url;
process.env["METSUKE_SECRET"] ??= randomBytes(32).toString("base64");
process.env["LOG_LEVEL"] ??= "error";
const { adminKeyPlace } = await import("#lib/organizations/admin-key.ts");
const { seal } = await import("#lib/secrets/seal.ts");

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

const groups = ["project_id", "user_id", "api_key_id", "model", "batch", "service_tier", "api_source"];

/** Reads the pages that the worker reads, a day each, and throws them away. */
async function readAndThrowAway(): Promise<{ seconds: number; bytes: number }> {
  const startedAt = performance.now();
  const now = Math.ceil(Date.now() / 3_600_000) * 3_600;
  let bytes = 0;
  for (let to = now; to > now - 400 * 86_400; to -= 7 * 86_400) {
    const query = new URLSearchParams([
      ...Object.entries({
        start_time: String(to - 7 * 86_400),
        end_time: String(to),
        bucket_width: "1h",
        limit: "168",
      }),
      ...groups.map((group) => ["group_by[]", group]),
    ]);
    const response = await fetch(`${base}/organization/usage/completions?${query}`, {
      // A kept connection may be closed while a busy machine looks elsewhere.
      headers: { authorization: "Bearer sk-admin-twin", connection: "close" },
    });
    if (!response.ok) throw new Error(`The twin answered ${response.status}: ${await response.text()}`);
    bytes += (await response.arrayBuffer()).byteLength;
  }
  return { seconds: (performance.now() - startedAt) / 1000, bytes };
}

const client = new pg.Client({ connectionString: url });
await client.connect();

function sync(): { rows: number; seconds: number; firstAt: number; memory: number } {
  const read = spawnSync(
    process.execPath,
    [...node, "bench/ingest/read-twin.ts", organizationId, "usage_completions"],
    {
      cwd: root,
      env: process.env,
      encoding: "utf8",
    },
  );
  if (read.status !== 0) throw new Error(read.stderr);
  return JSON.parse(read.stdout) as ReturnType<typeof sync>;
}

const organizationId = randomUUID();
await client.query(
  `INSERT INTO organizations (id, slug, name, base_url, time_zone, sealed_admin_key) VALUES ($1, 'bench', 'Bench', $2, 'Asia/Tokyo', $3)`,
  [organizationId, base, seal("sk-admin-twin", adminKeyPlace(organizationId))],
);
await readAndThrowAway();
const before = await readAndThrowAway();
const synced = sync();
const after = await readAndThrowAway();
const thrownAway = (before.seconds + after.seconds) / 2;

const rate = (seconds: number) => `${Math.round(synced.rows / seconds)} rows/s`;
console.log(
  `completions from the twin    ${synced.rows} rows, ${(before.bytes / 1e6).toFixed(1)} MB of JSON`,
);
console.log(`  read and thrown away       ${rate(thrownAway)}`);
console.log(
  `  synced, rollups included   ${rate(synced.seconds)}   ratio ${(thrownAway / synced.seconds).toFixed(2)}`,
);
console.log(`  first rows after           ${synced.firstAt.toFixed(2)} s`);
console.log(`  worker's peak memory       ${Math.round(synced.memory / 1e6)} MB`);

twin.kill("SIGTERM");
await once(twin, "exit");
await client.end();
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();
await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
await admin.end();
await server.stop();
