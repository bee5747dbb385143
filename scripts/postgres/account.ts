import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** Who runs Postgres, which refuses to run as root. Undefined: whoever we are. */
export type Account = { uid: number; gid: number };

function lookUp(name: string): Account | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** The account for a cluster: the owner of the one that exists, else postgres or nobody when we are root. */
export function accountFor(clusterDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const pgdata = join(clusterDir, "pgdata");
  if (existsSync(pgdata)) {
    const { uid, gid } = statSync(pgdata);
    return { uid, gid };
  }
  return lookUp("postgres") ?? lookUp("nobody") ?? { uid: 65_534, gid: 65_534 };
}

function isReachable(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * Where the cluster of a data directory lies. As root that is under /var/lib when the directory is inside
 * one that only root may enter (such as /root), for Postgres runs as another account.
 */
export function clusterDirFor(parentDir: string): string {
  mkdirSync(parentDir, { recursive: true });
  const parent = realpathSync(parentDir);
  if (process.getuid?.() !== 0 || isReachable(parent)) return join(parent, "postgres");
  const digest = createHash("sha256").update(parent).digest("hex").slice(0, 12);
  return `/var/lib/metsuke/postgres-${digest}`;
}
