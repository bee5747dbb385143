import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Failure, explain } from "../system/failure.ts";
import type { Account } from "./account.ts";

export const superuser = "metsuke";

export function passwordOf(clusterDir: string): string {
  return readFileSync(join(clusterDir, "password"), "utf8");
}

async function runInitdb(
  server: string,
  pgdata: string,
  passwordFile: string,
  account?: Account,
): Promise<void> {
  const words = [
    "-D",
    pgdata,
    "-U",
    superuser,
    "-A",
    "scram-sha-256",
    "--pwfile",
    passwordFile,
    "-E",
    "UTF8",
  ];
  // The built-in provider sorts the same on every machine and needs no locale of the system's.
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync"];
  try {
    await promisify(execFile)(join(server, "bin/initdb"), [...words, ...locale], {
      cwd: "/",
      env: { NODE_ENV: "production", LC_ALL: "C", TZ: "UTC" },
      ...account,
    });
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    const reason = stderr?.split("\n").find((line) => /error|fatal/i.test(line)) ?? explain(error);
    throw new Failure(`The database cluster could not be made: ${explain(new Error(reason))}`, 1, {
      cause: error,
    });
  }
}

/** Makes the cluster unless it is there. One cut short by a crash is made again from the start. */
export async function initializeCluster(
  clusterDir: string,
  server: string,
  account?: Account,
): Promise<string> {
  const pgdata = join(clusterDir, "pgdata");
  if (existsSync(pgdata)) return pgdata;

  const unfinished = `${pgdata}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const passwordFile = join(clusterDir, "password");
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (account) {
    chownSync(clusterDir, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  await runInitdb(server, unfinished, passwordFile, account);
  renameSync(unfinished, pgdata);
  return pgdata;
}
