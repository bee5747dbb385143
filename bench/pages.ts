/**
 * node --conditions=react-server bench/pages.ts [--database bench_large_1] [--rounds 20] [--statements]: every page of the console
 * on the large organization, from the request to the last byte of the answer, against hand-written SQL for the same
 * numbers (bench/sql), on the production build. Prints the first request after a start of web, p50 and p95 where all
 * data has changed since the last one and where none has, the same of the SQL, and the ratio of the latter p95s.
 * Compares the numbers before anything is timed. --statements: instead, how long Postgres executes statements for a page
 * right after a change, against the hand-written ones; half a minute a page.
 */
import { parseArgs } from "node:util";
import pg from "pg";
import { makeOwner, openDatabase, openServer } from "./database.ts";
import type { Measured } from "./pages/measure-page.ts";
import { measurePage, measureStatements } from "./pages/measure-page.ts";
import { benchPages } from "./pages/page-list.ts";
import { percentile } from "./pages/percentiles.ts";
import { makeScenery } from "./pages/scenery.ts";
import { findSubject } from "./pages/subject.ts";
import { signIn, startWeb } from "./web.ts";

const { values } = parseArgs({
  options: {
    database: { type: "string", default: "bench_large_1" },
    rounds: { type: "string", default: "20" },
    statements: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const aims = { p95: 150, ratio: 1.5 };

function show(name: string, { cold, changed, missing, pages, queries }: Measured): boolean {
  const of = (times: number[], share: number) => percentile(times, share);
  const ratio = of(pages, 0.95) / of(queries, 0.95);
  const isGood = of(pages, 0.95) <= aims.p95 && ratio <= aims.ratio;
  const times = [changed, pages, queries].flatMap((each) => [of(each, 0.5), of(each, 0.95)]);
  const cells = [cold, ...times];
  const line = cells.map((ms) => ms.toFixed(1).padStart(9)).join("");
  console.log(`${name.padEnd(13)}${line}${ratio.toFixed(2).padStart(8)}  ${isGood ? "" : "above its aim"}`);
  if (missing.length > 0) console.log(`  differs from the SQL: ${missing.slice(0, 5).join("; ")}`);
  return missing.length === 0;
}

const columns = values.statements
  ? "page           its statements  the SQL   ratio"
  : "page              cold  changed      p95      p50      p95  SQL p50  SQL p95   ratio";

function showStatements(name: string, { page, sql }: { page: number; sql: number }): true {
  const ratio = (page / sql).toFixed(2).padStart(8);
  console.log(`${name.padEnd(13)}${page.toFixed(2).padStart(16)}${sql.toFixed(2).padStart(9)}${ratio}`);
  return true;
}

const server = await openServer();
const { url: databaseUrl } = await openDatabase(server.url, values.database);
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
const subject = await findSubject(client);
const owner = await makeOwner(client, subject.organization);
const clearAway = await makeScenery(client, subject.organization);
const web = await startWeb({
  DATABASE_URL: databaseUrl,
  METSUKE_SECRET: Buffer.alloc(32, "bench").toString("base64"),
});
let isEqual = true;
try {
  const cookie = await signIn(web.url, owner.email, owner.password);
  console.log(
    `${values.database}, ${rounds} rounds, ms; aims: page p95 ${aims.p95} ms and ${aims.ratio} times the SQL`,
  );
  console.log(columns);
  for (const page of benchPages) {
    try {
      const setting = { client, url: web.url, cookie, subject, rounds };
      const isAsExpected = values.statements
        ? showStatements(page.name, await measureStatements(page, setting))
        : show(page.name, await measurePage(page, setting));
      isEqual = isAsExpected && isEqual;
    } catch (error) {
      isEqual = false;
      console.log(`${page.name.padEnd(13)} ${error instanceof Error ? error.message : String(error)}`);
    }
  }
} finally {
  await web.stop();
  await clearAway();
  await client.query("DELETE FROM users WHERE email = $1", [owner.email]);
  await client.end();
  await server.stop();
}
if (!isEqual) process.exitCode = 1;
