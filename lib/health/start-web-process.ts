import { env } from "#lib/env.ts";
import { warmUp } from "#lib/health/warm-up.ts";
import { log } from "#lib/log.ts";
import { measureRequests } from "#lib/metrics/measure-requests.ts";
import { readRoutePatterns } from "#lib/metrics/route-pattern.ts";
import { deriveKey } from "#lib/secrets/key-ring.ts";
import { drain } from "#lib/shutdown.ts";

/** The key for what server actions are bound to: the same in every copy that has the same METSUKE_SECRET. */
export function actionsKey(): string {
  return deriveKey(env().METSUKE_SECRET, "next/server-actions").toString("base64");
}

/** Where this process is asked from its own machine; one that listens everywhere does so there too. */
function ownAddress(): string {
  const host = env().HOST;
  const local = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${local.includes(":") ? `[${local}]` : local}:${env().PORT}`;
}

async function stop(signal: string): Promise<void> {
  const { METSUKE_DRAIN_SECONDS: notice, METSUKE_GRACE_SECONDS: grace } = env();
  log.info({ signal }, "web stopping");
  await drain({ noticeMs: notice * 1000, graceMs: grace * 1000 });
  process.exit(0);
}

/**
 * What a web process does beside answering: measures, gives ids to requests, looks at its pages before people do, and
 * ends in order when asked to.
 * folder holds the build. Next.js ends by its own, shorter way unless NEXT_MANUAL_SIG_HANDLE is set.
 */
export function startWebProcess(folder: string): void {
  measureRequests(readRoutePatterns(folder));
  void warmUp(ownAddress(), env().METSUKE_WARM_UP_SECONDS);
  if (!env().NEXT_MANUAL_SIG_HANDLE) return;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      stop(signal).catch((error: unknown) => {
        log.error({ err: error }, "web could not stop in order");
        process.exit(1);
      });
    });
  }
}
