import type { RequestOptions } from "node:http";
import { Agent, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { beginVisit, endVisit } from "#lib/auth/first-visitor.ts";
import { checkDatabase } from "#lib/health/check-database.ts";
import { pagesToWarm } from "#lib/health/pages-to-warm.ts";
import { log } from "#lib/log.ts";
import { processWide } from "#lib/process-wide.ts";
import { isDraining } from "#lib/shutdown.ts";

const state = processWide("warm-up", () => ({ isWarmingUp: false }));

/** After so many times a page is as quick as it gets: by then its functions are compiled. */
const rounds = 8;
/** So many at once, as that many connections of Postgres have to learn their tables. */
const atOnce = 4;
const databaseCheckMs = 1_000;
const languages = ["en", "ja"];

/** Whether this process is still looking at its pages for the first time. */
export function isWarmingUp(): boolean {
  return state.isWarmingUp;
}

/** How the process answered itself: the status, once the whole page has come; 0 where nothing did. */
function load(address: string, options: RequestOptions): Promise<number> {
  return new Promise((resolve) => {
    get(address, options, (response) => {
      response.on("close", () => resolve(response.statusCode ?? 0)).resume();
      response.on("error", () => resolve(0));
    }).on("error", () => resolve(0));
  });
}

type Visits = { rendered: number; refused: Set<string> };

/** Loads every page again and again until it has done so often enough, the time is up, or the process is to stop. */
async function visit(url: string, paths: string[], seconds: number): Promise<Visits> {
  const cookie = await beginVisit(seconds + 60);
  const agent = new Agent({ keepAlive: true });
  const signal = AbortSignal.timeout(seconds * 1000);
  const visits: Visits = { rendered: 0, refused: new Set() };
  const todo = Array.from({ length: rounds }, (_, round) =>
    paths.map((path) => ({ path, language: languages[round % languages.length] ?? "en" })),
  ).flat();
  const worker = async () => {
    for (let next = todo.shift(); next; next = todo.shift()) {
      const headers = { cookie, "accept-language": next.language, "accept-encoding": "gzip" };
      const status = await load(url + next.path, { headers, agent, signal });
      if (signal.aborted || isDraining()) return;
      if (status === 200) visits.rendered += 1;
      else visits.refused.add(`${status} ${next.path}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  agent.destroy();
  return visits;
}

async function databaseAnswers(): Promise<void> {
  for (;;) {
    const { isUp, isMigrated } = await checkDatabase();
    if ((isUp && isMigrated) || isDraining()) return;
    await sleep(databaseCheckMs);
  }
}

/**
 * Renders this process' own pages at url for at most so many seconds, once its database is there, so that no person is
 * the first for whom they run. It reads alone, as somebody who may change nothing, and leaves no session and no line on
 * the trail. Until it is over the process is not ready, however it ends. Never throws.
 */
export async function warmUp(url: string, seconds: number): Promise<void> {
  if (seconds === 0) return;
  state.isWarmingUp = true;
  try {
    await databaseAnswers();
    const startedAt = performance.now();
    const { rendered, refused } = await visit(url, await pagesToWarm(), seconds);
    log.info({ rendered, ms: Math.round(performance.now() - startedAt) }, "web is warm");
    if (refused.size > 0) log.warn({ refused: [...refused] }, "pages could not be rendered ahead");
  } catch (error) {
    log.warn({ err: error }, "web could not warm up: its first pages will be slow");
  } finally {
    endVisit();
    state.isWarmingUp = false;
  }
}
