import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { hashPassword } from "#lib/auth/password.ts";
import { migrateDatabase } from "#scripts/database/migrate.ts";
import { startPostgres } from "#scripts/postgres/start.ts";
import { root } from "#scripts/system/root.ts";

/** The server to measure on: BENCH_DATABASE_SERVER_URL, or a built-in one under .data/bench. */
export async function openServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env["BENCH_DATABASE_SERVER_URL"];
  if (given) return { url: given, stop: async () => undefined };
  const cluster = await startPostgres({ dataDir: join(root, ".data/bench"), durable: false });
  return { url: cluster.url, stop: () => cluster.stop() };
}

/** A migrated database of that name, kept between runs; isNew says whether it has yet to be filled. */
export async function openDatabase(
  serverUrl: string,
  name: string,
): Promise<{ url: string; isNew: boolean }> {
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  const found = await server.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
  const isNew = found.rowCount === 0;
  if (isNew) await server.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  await server.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrateDatabase(url.href);
  return { url: url.href, isNew };
}

export type Owner = { email: string; password: string };

/** Somebody who may do everything in the organization, with a password that only this run knows. */
export async function makeOwner(client: pg.Client, organizationId: string): Promise<Owner> {
  const owner = {
    email: `bench-${randomUUID()}@example.com`,
    password: randomBytes(18).toString("base64url"),
  };
  const [userId, hash] = [randomUUID(), await hashPassword(owner.password)];
  await client.query("INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, 'Bench', $3)", [
    userId,
    owner.email,
    hash,
  ]);
  await client.query("INSERT INTO grants (id, user_id, organization_id, role) VALUES ($1, $2, $3, 'owner')", [
    randomUUID(),
    userId,
    organizationId,
  ]);
  return owner;
}

/** An organization to measure, connected to nothing. */
export async function makeOrganization(client: pg.Client, slug: string): Promise<string> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO organizations (id, slug, name, base_url, status) VALUES ($1, $2, $2, 'http://127.0.0.1:9/v1', 'disconnected')`,
    [id, slug],
  );
  return id;
}
