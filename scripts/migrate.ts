/** `npm run migrate`: brings DATABASE_URL to this version's schema. Safe to run from several hosts at once. */
import { migrateDatabase } from "./database/migrate.ts";
import { exitWith, Failure } from "./system/failure.ts";

try {
  const url = process.env["DATABASE_URL"];
  if (!url) throw new Failure("DATABASE_URL is not set: it names the Postgres to migrate.", 2);
  const applied = await migrateDatabase(url);
  console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
} catch (error) {
  exitWith(error);
}
