/**
 * node --conditions=react-server bench/growth.ts [--scales 0.05,0.25,1] [--rounds 10]: the same pages and the same
 * export on a twentieth, a quarter and the whole of the large organization (1, 5 and 20 million usage rows). Prints
 * the median of each and its ratio to the smallest's; bench/large.ts makes databases that are missing.
 */
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import pg from "pg";
import { makeOwner, openDatabase, openServer } from "./database.ts";
import { measurePage } from "./pages/measure-page.ts";
import { benchPages } from "./pages/page-list.ts";
import { percentile, timed } from "./pages/percentiles.ts";
import { findSubject } from "./pages/subject.ts";
import { signIn, startWeb } from "./web.ts";

const { values } = parseArgs({
  options: { scales: { type: "string", default: "0.05,0.25,1" }, rounds: { type: "string", default: "10" } },
});
const rounds = Number(values.rounds);

/** Medians in milliseconds, by what was measured; for the export milliseconds for a thousand events. */
type Medians = Map<string, number>;

async function countEvents(client: pg.Client, organization: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM facts.audit_events WHERE organization_id = $1",
    [organization],
  );
  return rows[0]?.count ?? 0;
}

async function download(address: string, cookie: string): Promise<void> {
  const response = await fetch(address, { headers: { cookie } });
  if (response.status !== 200 || !response.body) throw new Error(`The export answered ${response.status}.`);
  for await (const chunk of response.body) void chunk;
}

async function measureScale(serverUrl: string, name: string): Promise<Medians> {
  const { url: databaseUrl } = await openDatabase(serverUrl, name);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const subject = await findSubject(client);
  const owner = await makeOwner(client, subject.organization);
  const web = await startWeb({
    DATABASE_URL: databaseUrl,
    METSUKE_SECRET: Buffer.alloc(32, "bench").toString("base64"),
  });
  const medians: Medians = new Map();
  try {
    const cookie = await signIn(web.url, owner.email, owner.password);
    for (const page of benchPages) {
      const { pages } = await measurePage(page, { client, url: web.url, cookie, subject, rounds });
      medians.set(page.name, percentile(pages, 0.5));
    }
    const events = await countEvents(client, subject.organization);
    const ms = await timed(() => download(`${web.url}/o/large/audit/export?format=jsonl`, cookie));
    medians.set("export, 1000 rows", (ms / events) * 1000);
  } finally {
    await web.stop();
    await client.query("DELETE FROM users WHERE email = $1", [owner.email]);
    await client.end();
  }
  return medians;
}

const server = await openServer();
const scales = values.scales.split(",");
const measured: Medians[] = [];
for (const scale of scales) {
  const words = ["--conditions=react-server", "bench/large.ts", "--scale", scale];
  const env = { ...process.env, BENCH_DATABASE_SERVER_URL: server.url };
  execFileSync(process.execPath, words, { env, stdio: ["ignore", "inherit", "inherit"] });
  measured.push(await measureScale(server.url, `bench_large_${scale.replace(".", "_")}`));
}
console.log(`median ms at ${scales.join(", ")} of the large organization, and the ratio to the first`);
for (const [name, first] of measured[0] ?? []) {
  const cells = measured.map((medians) => medians.get(name) ?? Number.NaN);
  const line = cells.map((ms) => `${ms.toFixed(1).padStart(9)} (${(ms / first).toFixed(2)})`).join("");
  console.log(`${name.padEnd(18)}${line}`);
}
await server.stop();
