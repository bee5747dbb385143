/**
 * node --conditions=react-server bench/search.ts [--database bench_large_1] [--rounds 15]: what the palette takes for
 * texts that are everywhere, somewhere and nowhere, from the call to what it found, against hand-written SQL that looks
 * for the same six events without an end. Compares what both found. Aim: 100 ms for every text.
 */
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import pg from "pg";
import { openDatabase, openServer } from "./database.ts";
import { percentile, timed } from "./pages/percentiles.ts";
import { sixEvents } from "./search/six-events.ts";
import { textsToFind } from "./search/texts-to-find.ts";

const { values } = parseArgs({
  options: {
    database: { type: "string", default: "bench_large_1" },
    rounds: { type: "string", default: "15" },
    slug: { type: "string", default: "large" },
  },
});
const rounds = Number(values.rounds);
const aimMs = 100;

const server = await openServer();
const { url } = await openDatabase(server.url, values.database);
process.env["DATABASE_URL"] = url;
process.env["METSUKE_SECRET"] ??= randomBytes(32).toString("base64");
// What reads the environment when it is loaded comes after it was set.
const { jobActor } = await import("#lib/auth/job-actor.ts");
const { pool, reader } = await import("#lib/db-writer.ts");
const { findAnything } = await import("#lib/search/find.ts");

const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query("SET statement_timeout = '10s'; SET jit = off");
const organization = await reader.organization.findUniqueOrThrow({ where: { slug: values.slug } });
const actor = jobActor("bench", organization);

console.log(
  "text                               found back to         p50      p95  longest       SQL   ratio",
);
for (const wanted of await textsToFind(client, organization.id)) {
  const { what, text } = wanted;
  let found = await findAnything(actor, text);
  const palette: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    palette.push(await timed(async () => (found = await findAnything(actor, text))));
  }
  // Once: it may take seconds.
  const startedAt = performance.now();
  const expected = await sixEvents(client, organization.id, wanted);
  const byHand = performance.now() - startedAt;
  const ids = found.events.map(({ id }) => id);
  const isSame = !expected || found.eventsBackTo !== null || ids.join() === expected.join();
  const [p50, p95, longest] = [0.5, 0.95, 1].map((share) => percentile(palette, share));
  const cells = [p50, p95, longest].map((ms = Number.NaN) => ms.toFixed(1).padStart(9)).join("");
  const sql = (expected ? byHand.toFixed(1) : "too long").padStart(10);
  const back = found.eventsBackTo?.toISOString().slice(0, 10) ?? "the oldest";
  const remark = [!isSame && "differs from the SQL", (p95 ?? 0) > aimMs && "above its aim"]
    .filter(Boolean)
    .join(", ");
  console.log(
    `${what.padEnd(34)} ${String(ids.length).padStart(5)} ${back}${cells}${sql}${((p50 ?? 0) / byHand).toFixed(2).padStart(8)}  ${remark}`,
  );
}

await client.end();
await pool.end();
await server.stop();
