/**
 * node --conditions=react-server bench/ingest.ts [DAYS] [EVENTS]: writes usage and audit events as the sync does,
 * rollups and cursor included, against COPY of the same rows into a table with the same indexes, in turns. Prints
 * rows a second and their ratio.
 */
import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { makeOrganization, openDatabase, openServer } from "./database.ts";
import type { Measured } from "./ingest/ingest-usage.ts";

const rounds = 3;
const [days, events] = [Number(process.argv[2] ?? 8), Number(process.argv[3] ?? 40_000)];

const server = await openServer();
const { url } = await openDatabase(server.url, `bench_ingest_${process.pid}`);
process.env["DATABASE_URL"] = url;
process.env["METSUKE_SECRET"] ??= randomBytes(32).toString("base64");
// What reads the environment when it is loaded comes after it was set.
const { ingestUsage } = await import("./ingest/ingest-usage.ts");
const { ingestEvents } = await import("./ingest/ingest-events.ts");
const { pool } = await import("#lib/db-writer.ts");

const client = new pg.Client({ connectionString: url });
await client.connect();

const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function measure(name: string, run: (organizationId: string) => Promise<Measured>): Promise<void> {
  const found: Measured[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const measured = await run(await makeOrganization(client, `bench-${randomUUID()}`));
    // The first round warms up.
    if (round > 0) found.push(measured);
  }
  const rate = (of: "seconds" | "copySeconds") =>
    Math.round(middle(found.map((measured) => measured.rows / measured[of])));
  const ratio = middle(found.map(({ seconds, copySeconds }) => copySeconds / seconds));
  console.log(
    `${name.padEnd(28)} ${String(rate("seconds")).padStart(8)} rows/s   COPY ${String(rate("copySeconds")).padStart(8)} rows/s   ratio ${ratio.toFixed(2)}`,
  );
}

if (days > 0) await measure("usage", (id) => ingestUsage(client, id, days));
if (events > 0) await measure("events, 1 page", (id) => ingestEvents(client, id, events, 1));
if (events > 0) await measure("events, 20 pages", (id) => ingestEvents(client, id, events, 20));

await client.end();
await pool.end();
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();
await admin.query(`DROP DATABASE bench_ingest_${process.pid} WITH (FORCE)`);
await admin.end();
await server.stop();
