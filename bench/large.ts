/**
 * node --conditions=react-server bench/large.ts [--scale 1] [--days 400] [--database NAME]: makes a database that
 * holds the twin's large organization and the console's mirror of it, as the sync would have written it. A run
 * that was cut short goes on where it stood. Prints how long each phase took, and the database's address.
 */
import { parseArgs } from "node:util";
import pg from "pg";
import { applySchema, openPool } from "#twin/database.ts";
import { prepareOrganization } from "#twin/seed/prepare.ts";
import { makeOrganization, openDatabase, openServer } from "./database.ts";
import { fillLarge } from "./large/fill.ts";

const { values } = parseArgs({
  options: {
    scale: { type: "string", default: "1" },
    days: { type: "string", default: "400" },
    database: { type: "string" },
  },
});
const [scale, days] = [Number(values.scale), Number(values.days)];
const name = values.database ?? `bench_large_${values.scale.replace(".", "_")}`;

function told(phase: string, seconds: number): void {
  console.log(`${phase.padEnd(36)} ${seconds.toFixed(1).padStart(8)} s`);
}

async function timed(phase: string, work: () => Promise<unknown>): Promise<void> {
  const startedAt = performance.now();
  await work();
  told(phase, (performance.now() - startedAt) / 1000);
}

async function seedTwin(url: string): Promise<void> {
  const pool = openPool(url);
  try {
    await applySchema(pool);
    await prepareOrganization(pool, { seed: "large", days, scale, adminKey: "sk-admin-twin" });
  } finally {
    await pool.end();
  }
}

async function organizationOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>("SELECT id FROM organizations WHERE slug = 'large'");
  const id = rows[0]?.id ?? (await makeOrganization(client, "large"));
  await client.query(
    `UPDATE organizations SET status = 'connected', time_zone = 'Asia/Tokyo',
       name = (SELECT name FROM twin.organization) WHERE id = $1`,
    [id],
  );
  return id;
}

/** The console's own log of ten thousand changes; it cannot be emptied, so it is filled once. */
async function fillTrail(client: pg.Client): Promise<void> {
  await client.query(
    `INSERT INTO trail (id, organization_id, operation_id, at, actor_kind, actor_id, actor_label, action, target_kind,
       target_id, target_label, outcome)
     SELECT uuidv7((n - 10000) * interval '20 minutes'), o.id, gen_random_uuid(), now() - (10000 - n) * interval '20 minutes', 'user',
       gen_random_uuid()::text, 'person' || n % 40 || '@example.com', 'member.invite', 'invite', 'invite-' || n,
       'guest' || n || '@example.com', 'succeeded'
     FROM organizations o, generate_series(1, 10000) n WHERE o.slug = 'large'
       AND NOT EXISTS (SELECT FROM trail t WHERE t.organization_id = o.id)`,
  );
}

/** Filled to the end before: the twin's own rows may have been dropped since, to save their place. */
async function isWhole(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ made: boolean }>(
    "SELECT to_regclass('bench.phases') IS NOT NULL AS made",
  );
  if (!rows[0]?.made) return false;
  return (await client.query("SELECT FROM bench.phases WHERE name = 'streams'")).rowCount === 1;
}

const server = await openServer();
const { url } = await openDatabase(server.url, name);
const client = new pg.Client({ connectionString: url });
await client.connect();
if (!(await isWhole(client))) {
  await timed("twin", () => seedTwin(url));
  await fillLarge(client, await organizationOf(client), told);
  await timed("trail", () => fillTrail(client));
  await timed("vacuum, analyze", () => client.query("VACUUM (ANALYZE)"));
}
await client.end();
console.log(name);
await server.stop();
