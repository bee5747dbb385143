import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { requireVersion } from "./connect.ts";
import { migrateDatabase } from "./migrate.ts";

const server = process.env["TEST_DATABASE_SERVER_URL"] ?? "";
let folder: string;
let url: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "metsuke-migrations-"));
  const address = new URL(server);
  address.pathname = `/${process.env["TEST_DATABASE_PREFIX"]}_${randomUUID().slice(0, 8)}`;
  url = address.toString();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, script: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), script);
}

async function ask(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text);
  await client.end();
  return rows.flatMap((row) => Object.values(row));
}

test("a database that isn't there is made, and each migration is applied once", async () => {
  write("1_first", "CREATE TABLE one (id int); INSERT INTO one VALUES (1);");
  expect(await migrateDatabase(url, folder)).toEqual(["1_first"]);
  write("2_second", "INSERT INTO one VALUES (2);");
  expect(await migrateDatabase(url, folder)).toEqual(["2_second"]);
  expect(await migrateDatabase(url, folder)).toEqual([]);
  expect(await ask("SELECT id FROM one ORDER BY id")).toEqual([1, 2]);
});

test("two processes that migrate at once apply each migration once", async () => {
  await migrateDatabase(url, folder);
  write("1_first", "CREATE TABLE one (id int); SELECT pg_sleep(0.3);");
  const applied = await Promise.all([migrateDatabase(url, folder), migrateDatabase(url, folder)]);
  expect(applied.flat()).toEqual(["1_first"]);
});

test("a migration that fails leaves nothing behind and names itself", async () => {
  write("1_broken", "CREATE TABLE half (id int); SELECT 1/0;");
  await expect(migrateDatabase(url, folder)).rejects.toThrow(
    "The migration 1_broken failed and was undone: division by zero.",
  );
  expect(await ask("SELECT to_regclass('half')")).toEqual([null]);
});

test("a schema newer than the code is refused", async () => {
  write("1_first", "SELECT 1");
  write("2_of_tomorrow", "SELECT 1");
  await migrateDatabase(url, folder);
  rmSync(join(folder, "2_of_tomorrow"), { recursive: true });
  await expect(migrateDatabase(url, folder)).rejects.toThrow(/newer version of Metsuke \(2_of_tomorrow/);
});

test("an unreachable server, a wrong password and a wrong address each have a sentence", async () => {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));

  await expect(migrateDatabase(`postgres://a:b@127.0.0.1:${port}/x`)).rejects.toThrow(
    `Can't reach the database at 127.0.0.1:${port} (ECONNREFUSED)`,
  );
  await expect(migrateDatabase("mysql://localhost/x")).rejects.toThrow("DATABASE_URL is not an address");
});

test("Postgres 15 is too old and 16 is not", () => {
  expect(() => requireVersion(150_018)).toThrow("DATABASE_URL leads to PostgreSQL 15: Metsuke needs 16");
  expect(() => requireVersion(160_000)).not.toThrow();
});
