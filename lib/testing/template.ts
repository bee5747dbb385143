import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { migrateDatabase } from "#scripts/database/migrate.ts";

const migrations = new URL("../../prisma/migrations/", import.meta.url);

/** Runs one piece of work on a connection of its own. */
export async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

function digestOfMigrations(): string {
  const hash = createHash("sha256");
  const names = existsSync(migrations) ? readdirSync(migrations, { recursive: true, encoding: "utf8" }) : [];
  for (const name of names.filter((path) => path.endsWith(".sql")).toSorted()) {
    hash.update(name).update(readFileSync(new URL(name, migrations)));
  }
  return hash.digest("hex").slice(0, 12);
}

/** A migrated database that is copied for each worker, made once for each state of the migrations. */
export async function ensureTemplate(serverUrl: string): Promise<string> {
  const name = `metsuke_template_${digestOfMigrations()}`;
  const exists = async () =>
    withClient(serverUrl, async (client) => {
      const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
      return found.rowCount === 1;
    });
  if (await exists()) return name;

  // Migrated under another name: whoever finds the template finds it complete.
  const draft = `metsuke_draft_${randomUUID().slice(0, 8)}`;
  await withClient(serverUrl, (client) => client.query(`CREATE DATABASE ${draft} TEMPLATE template0`));
  await migrateDatabase(urlOf(serverUrl, draft));
  await withClient(serverUrl, async (client) => {
    try {
      await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
    } catch (error) {
      await client.query(`DROP DATABASE ${draft} WITH (FORCE)`);
      if (!(await exists())) throw error;
    }
  });
  return name;
}
