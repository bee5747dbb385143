import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "#lib/log.ts";
import { processWide } from "#lib/process-wide.ts";

type State = { servers: Set<Server>; isDraining: boolean };

const state = processWide<State>("shutdown", () => ({ servers: new Set(), isDraining: false }));

const idleCheckMs = 50;

/** Whether this process has been asked to stop: it still answers, but is not ready for more. */
export function isDraining(): boolean {
  return state.isDraining;
}

/** A server that has to be closed before the process may end. */
export function noteServer(server: Server): void {
  state.servers.add(server);
}

async function close(server: Server, signal: AbortSignal): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that is kept alive would hold the server until its client lets go.
  const timer = setInterval(() => server.closeIdleConnections(), idleCheckMs);
  signal.addEventListener("abort", () => server.closeAllConnections());
  await closed;
  clearInterval(timer);
}

type Patience = {
  /** How long requests are still taken after readiness has turned 503, for proxies to notice. */
  noticeMs: number;
  /** How long requests in flight may take to end by themselves. */
  graceMs: number;
  /** How long those that were cut off may take to note how they ended. */
  lastWordsMs?: number;
};

/**
 * Ends the servers of this process in order: not ready any more, then no new requests, then those in flight to
 * their end. What is not over after the grace is cut off, which an export notes on the trail as failed.
 */
export async function drain({ noticeMs, graceMs, lastWordsMs = 2_000 }: Patience): Promise<void> {
  if (state.isDraining) return;
  state.isDraining = true;
  log.info({ noticeMs, graceMs }, "stopping: not ready any more");
  await sleep(noticeMs);
  const aborter = new AbortController();
  const timer = setTimeout(() => {
    log.warn({ graceMs }, "requests in flight are cut off");
    aborter.abort();
  }, graceMs);
  await Promise.all([...state.servers].map((server) => close(server, aborter.signal)));
  clearTimeout(timer);
  if (aborter.signal.aborted) await sleep(lastWordsMs);
  log.info("stopped: every request has been answered");
}
