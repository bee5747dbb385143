import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { clusterDirFor } from "../postgres/account.ts";
import { passwordOf, superuser } from "../postgres/initialize.ts";
import { root } from "../system/root.ts";

/** The data directory that the environment names; it need not exist. */
export function dataDirOf(): string {
  return resolve(root, process.env["METSUKE_DATA_DIR"] || ".data");
}

function read(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
}

/** The address of the built-in database of a data directory, if it has one; it may not run now. */
function builtInUrl(dataDir: string): string | undefined {
  if (!existsSync(dataDir)) return undefined;
  const clusterDir = clusterDirFor(dataDir);
  const port = read(join(clusterDir, "port"));
  return port && `postgres://${superuser}:${passwordOf(clusterDir)}@127.0.0.1:${port}/metsuke`;
}

/** Fills this process' environment with what `npm start` gives its own: database and secret. */
export function attach(): void {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  const dataDir = dataDirOf();
  process.env["METSUKE_DATA_DIR"] = dataDir;
  const builtIn = process.env["DATABASE_URL"] ? undefined : builtInUrl(dataDir);
  if (builtIn) process.env["METSUKE_BUILT_IN_DATABASE"] = "1";
  const url = process.env["DATABASE_URL"] || builtIn;
  const secret = process.env["METSUKE_SECRET"] || read(join(dataDir, "secret"));
  if (url) process.env["DATABASE_URL"] = url;
  if (secret) process.env["METSUKE_SECRET"] = secret;
}
