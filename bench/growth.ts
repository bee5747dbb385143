/**
 * node --conditions=react-server bench/growth.ts [--scales 0.05,0.25,1] [--rounds 10] [--parts pages,exports,ingest]: how
 * what is measured grows from a twentieth to a quarter to the whole of the large organization (1, 5 and 20 million
 * usage rows). Prints the median of each and its ratio to the smallest's: 1 is the aim everywhere, as work that grows
 * with the rows is divided by them. Databases that bench/large.ts made are taken as they are, missing ones made.
 */
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import pg from "pg";
import { makeOwner, openDatabase, openServer } from "./database.ts";
import { exports } from "./growth/export.ts";
import { ingest } from "./growth/ingest.ts";
import { pages } from "./growth/pages.ts";
import type { Medians, Part } from "./growth/part.ts";
import { findSubject } from "./pages/subject.ts";
import { signIn, startWeb } from "./web.ts";

const parts: Readonly<Record<string, Part>> = { pages, exports, ingest };

const { values } = parseArgs({
  options: {
    scales: { type: "string", default: "0.05,0.25,1" },
    rounds: { type: "string", default: "10" },
    parts: { type: "string", default: Object.keys(parts).join(",") },
  },
});
const rounds = Number(values.rounds);

const databaseOf = (scale: string) => `bench_large_${scale.replace(".", "_")}`;

async function isMade(serverUrl: string, name: string): Promise<boolean> {
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  try {
    return (await server.query("SELECT 1 FROM pg_database WHERE datname = $1", [name])).rowCount === 1;
  } finally {
    await server.end();
  }
}

/** Makes the database where there is none; one whose making was cut short is finished by bench/large.ts. */
async function fillScale(serverUrl: string, scale: string): Promise<void> {
  if (await isMade(serverUrl, databaseOf(scale))) return;
  const words = ["--conditions=react-server", "bench/large.ts", "--scale", scale];
  const env = { ...process.env, BENCH_DATABASE_SERVER_URL: serverUrl };
  execFileSync(process.execPath, words, { env, stdio: ["ignore", "inherit", "inherit"] });
}

async function measureScale(serverUrl: string, name: string, chosen: Part[]): Promise<Medians[]> {
  const { url: databaseUrl } = await openDatabase(serverUrl, databaseOf(name));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const subject = await findSubject(client);
  const owner = await makeOwner(client, subject.organization);
  const secret = Buffer.alloc(32, "bench").toString("base64");
  const web = await startWeb({ DATABASE_URL: databaseUrl, METSUKE_SECRET: secret });
  try {
    const cookie = await signIn(web.url, owner.email, owner.password);
    const measured: Medians[] = [];
    for (const part of chosen) {
      measured.push(
        await part.measure({ name, serverUrl, databaseUrl, client, web, cookie, subject, rounds }),
      );
    }
    return measured;
  } finally {
    await web.stop();
    await client.query("DELETE FROM users WHERE email = $1", [owner.email]);
    await client.end();
  }
}

function print({ title }: Part, scales: string[], measured: Medians[]): void {
  console.log(`\n${title.padEnd(52)}${scales.map((scale) => `× ${scale}`.padStart(17)).join("")}`);
  for (const [name, first] of measured[0] ?? []) {
    const figures = measured.map((medians) => medians.get(name) ?? Number.NaN);
    const cells = figures.map((ms) => `${ms.toFixed(1)} (${(ms / first).toFixed(2)})`.padStart(17));
    console.log(`  ${name.padEnd(50)}${cells.join("")}`);
  }
}

const chosen = values.parts.split(",").map((name) => {
  const part = parts[name];
  if (!part) throw new Error(`There is no part "${name}". There are: ${Object.keys(parts).join(", ")}.`);
  return part;
});
const server = await openServer();
try {
  const scales = values.scales.split(",");
  const measured: Medians[][] = [];
  for (const scale of scales) {
    await fillScale(server.url, scale);
    measured.push(await measureScale(server.url, scale, chosen));
  }
  for (const [at, part] of chosen.entries())
    print(
      part,
      scales,
      measured.map((ofScale) => ofScale[at] ?? new Map<string, number>()),
    );
} finally {
  await server.stop();
}
