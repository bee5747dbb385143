/**
 * node --conditions=react-server bench/crowd.ts [--database bench_large_1] [--people 200] [--seconds 300]
 * [--think 4] [--web 1]: so many people, each signed in as themselves, click through the console for so long, with
 * `think` seconds between two clicks at the mean, at so many copies of web as a proxy would share them out. Prints p50,
 * p95, p99 and errors, against the same crowd on a route that does nothing (a fifth of the time, in the same run), and
 * the same for each page, with its share of the slowest clicks in a hundred, and without the first ten seconds, in which
 * no answer is remembered yet.
 */
import { parseArgs } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Owner } from "./database.ts";
import { makeOwner, openDatabase, openServer } from "./database.ts";
import { percentile } from "./pages/percentiles.ts";
import { findSubject } from "./pages/subject.ts";
import type { Web } from "./web.ts";
import { signIn, startWeb } from "./web.ts";

const { values } = parseArgs({
  options: {
    database: { type: "string", default: "bench_large_1" },
    people: { type: "string", default: "200" },
    seconds: { type: "string", default: "300" },
    think: { type: "string", default: "4" },
    web: { type: "string", default: "1" },
  },
});
const [people, seconds, think] = [Number(values.people), Number(values.seconds), Number(values.think)];

/** at: milliseconds on the clock of performance.now(). */
type Click = { page: string; at: number; ms: number };
type Clicks = { clicks: Click[]; errors: string[] };
type Choose = () => string;

const warmUpSeconds = 10;

const pick = <Value>(list: readonly Value[]): Value | undefined =>
  list[Math.floor(Math.random() * list.length)];

/** What people look at, the often visited more often; their filters differ. */
async function chooser(client: pg.Client, organization: string): Promise<Choose> {
  const ids = async (table: string) =>
    (
      await client.query<{ id: string }>(
        `SELECT id FROM ${table} WHERE organization_id = $1 AND deleted_at IS NULL ORDER BY md5(id) LIMIT 500`,
        [organization],
      )
    ).rows.map(({ id }) => id);
  const [projects, members] = [await ids("projects"), await ids("members")];
  const ranges = ["7d", "30d", "90d", "month"];
  const pages: Choose[] = [
    () => "",
    () => "",
    () => `/usage?range=${pick(ranges)}`,
    () => `/usage?range=${pick(ranges)}&by=project`,
    () => `/costs?range=${pick(ranges)}`,
    () => `/members?q=${pick(["sato", "mori", "keller", "ana", "finn"])}`,
    () => "/members",
    () => `/members/${pick(members)}`,
    () => "/projects",
    () => `/projects/${pick(projects)}`,
    () => "/keys",
    () => "/audit",
    () => `/audit?project=${pick(projects)}`,
    () => `/search?q=${pick(["legal", "support", "mei", "key 12", "risk"])}`,
  ];
  return () => pick(pages)?.() ?? "";
}

/** What a page is called: its path, with ids left out and filters by their names. */
function pageOf(address: string): string {
  const { pathname, searchParams } = new URL(address);
  const path = pathname.replace(/^\/o\/large/, "").replace(/(?<=^\/\w+\/).*/, "…");
  return [path || "/", ...searchParams.keys()].join(" ");
}

async function click(address: string, cookie: string, { clicks, errors }: Clicks): Promise<void> {
  const startedAt = performance.now();
  try {
    const response = await fetch(address, { headers: { cookie }, signal: AbortSignal.timeout(60_000) });
    await response.arrayBuffer();
    if (!response.ok) errors.push(`${response.status} ${new URL(address).pathname}`);
  } catch (error) {
    errors.push(`${error instanceof Error ? error.message : String(error)} ${new URL(address).pathname}`);
  }
  clicks.push({ page: pageOf(address), at: startedAt, ms: performance.now() - startedAt });
}

type Person = { url: string; cookie: string };

/** Lets everybody click until the time is up; nobody begins at the same moment as another. */
async function letClick(crowd: Person[], forSeconds: number, path: Choose): Promise<Clicks> {
  const clicks: Clicks = { clicks: [], errors: [] };
  const endsAt = performance.now() + forSeconds * 1000;
  await Promise.all(
    crowd.map(async ({ url, cookie }) => {
      await sleep(Math.random() * think * 1000);
      while (performance.now() < endsAt) {
        await click(url + path(), cookie, clicks);
        await sleep(think * 1000 * (0.5 + Math.random()));
      }
    }),
  );
  return clicks;
}

const timesOf = ({ clicks }: Pick<Clicks, "clicks">) => clicks.map(({ ms }) => ms);

function show(name: string, { clicks, errors }: Clicks, forSeconds: number): void {
  const times = timesOf({ clicks });
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(times, share).toFixed(0));
  console.log(
    `${name}: ${times.length} clicks, ${(times.length / forSeconds).toFixed(1)} a second; ms p50 ${p50}, p95 ${p95}, ` +
      `p99 ${p99}; ${errors.length} errors${errors.length > 0 ? `: ${[...new Set(errors)].slice(0, 3).join("; ")}` : ""}`,
  );
}

/** Each page's own percentiles, and how many of the slowest clicks in a hundred were its. */
function showPages({ clicks }: Clicks): void {
  const slowest = new Set(clicks.toSorted((a, b) => b.ms - a.ms).slice(0, Math.ceil(clicks.length / 100)));
  console.log(`${"page".padEnd(24)}  clicks      p50      p95      p99   of the slowest ${slowest.size}`);
  for (const [page, own] of [...Map.groupBy(clicks, ({ page }) => page)].toSorted()) {
    const cells = [0.5, 0.95, 0.99].map((share) => percentile(timesOf({ clicks: own }), share).toFixed(0));
    const slow = own.filter((one) => slowest.has(one)).length;
    console.log(
      `${page.padEnd(24)}${[own.length, ...cells, slow].map((cell) => String(cell).padStart(9)).join("")}`,
    );
  }
}

async function signEverybodyIn(copies: Web[], owners: Owner[]): Promise<Person[]> {
  const crowd: Person[] = [];
  for (const [at, { email, password }] of owners.entries()) {
    const url = copies[at % copies.length]?.url ?? "";
    crowd.push({ url, cookie: await signIn(url, email, password, `198.51.100.${at % 250}`) });
  }
  return crowd;
}

const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0);

const server = await openServer();
const { url: databaseUrl } = await openDatabase(server.url, values.database);
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
const { organization } = await findSubject(client);
const owners: Owner[] = [];
for (let person = 0; person < people; person += 1) owners.push(await makeOwner(client, organization));
const copies: Web[] = [];
try {
  for (let copy = 0; copy < Number(values.web); copy += 1)
    copies.push(
      await startWeb({
        DATABASE_URL: databaseUrl,
        METSUKE_SECRET: Buffer.alloc(32, "bench").toString("base64"),
      }),
    );
  const cpuSeconds = () => sum(copies.map((web) => web.cpuSeconds()));
  const crowd = await signEverybodyIn(copies, owners);
  const choose = await chooser(client, organization);
  console.log(
    `${people} people for ${seconds} s on ${values.database}, ${copies.length} web; aim: p99 1000 ms, no errors`,
  );
  const bare = await letClick(crowd, seconds / 5, () => "/api/health/live");
  show("bare route", bare, seconds / 5);
  const cpuBefore = cpuSeconds();
  const real = await letClick(crowd, seconds, () => `/o/large${choose()}`);
  show("the console", real, seconds);
  showPages(real);
  const warmAt = Math.min(...real.clicks.map(({ at }) => at)) + warmUpSeconds * 1000;
  const warm = real.clicks.filter(({ at }) => at >= warmAt);
  show(`after ${warmUpSeconds} s`, { ...real, clicks: warm }, seconds - warmUpSeconds);
  const ratio = percentile(timesOf(real), 0.99) / percentile(timesOf(bare), 0.99);
  console.log(
    `p99 is ${ratio.toFixed(1)} times the bare route's; web used ${(((cpuSeconds() - cpuBefore) / seconds) * 100).toFixed(0)} % of one core, ` +
      `${(((cpuSeconds() - cpuBefore) / real.clicks.length) * 1000).toFixed(1)} ms a click, ` +
      `${(sum(copies.map((web) => web.residentBytes())) / 1e6).toFixed(0)} MB`,
  );
} finally {
  await Promise.all(copies.map((web) => web.stop()));
  await client.query("DELETE FROM users WHERE email = ANY ($1)", [owners.map(({ email }) => email)]);
  await client.end();
  await server.stop();
}
