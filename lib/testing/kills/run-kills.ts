import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { adminKeyPlace } from "#lib/organizations/admin-key.ts";
import { seal } from "#lib/secrets/seal.ts";
import { until } from "#lib/testing/fleet.ts";
import { judge } from "#lib/testing/kills/judge.ts";
import type { Stage } from "#lib/testing/kills/stage.ts";
import { setStage } from "#lib/testing/kills/stage.ts";
import { seededRandom } from "#twin/random.ts";
import type { Totals } from "#twin/totals.ts";

export type KillsReport = {
  /** How often each was killed. */
  kills: Record<string, number>;
  changes: number;
  /** Answers of the web server while it was being killed; 0 without one. */
  webAnswers: number;
  /** What is wrong at the end, a sentence each. */
  wrong: string[];
};

type Options = {
  kills: number;
  /** The same seed kills the same in the same order; when each falls is up to the machine. */
  seed: number;
  /** The longest time between two kills. */
  paceMs?: number;
  /** Days of history that are being read meanwhile. */
  days?: number;
  /** Needs a build. */
  withWeb?: boolean;
  log?: (line: string) => void;
};

const startMs = 300_000;

/** Kills web, worker, twin, whoever changes things and Postgres at random, and says what is wrong afterwards. */
export async function runKills(options: Options): Promise<KillsReport> {
  const { kills, seed, paceMs = 2_500, days = 60, withWeb = false, log = () => undefined } = options;
  const sealKey = (id: string) => seal("sk-admin-twin", adminKeyPlace(id));
  const stage = await setStage({ days, withWeb, seal: sealKey });
  const web = withWeb ? askWeb(stage) : null;
  try {
    await underWay(stage);
    const killed = await killAll(stage, kills, paceMs, seededRandom(seed), log);
    const webAnswers = (await web?.stop()) ?? 0;
    log("the killing is over: settling and reading to the end");
    for (const victim of stage.victims.splice(1)) await victim.stop();
    const wrong = await readAndJudge(stage);
    return { kills: killed, changes: await countChanges(stage), webAnswers, wrong };
  } finally {
    await web?.stop();
    await stage.stop();
  }
}

/** However slow the machine: killing what has not begun yet would prove nothing. */
async function underWay(stage: Stage): Promise<void> {
  const { pool, organizationId } = stage;
  await until("something is changed", async () => (await countChanges(stage)) > 0, startMs);
  const isReading = async () => {
    const { rows } = await pool.query(
      "SELECT 1 FROM streams WHERE organization_id = $1 AND run_started_at IS NOT NULL LIMIT 1",
      [organizationId],
    );
    return rows.length > 0;
  };
  await until("something is read", isReading, startMs);
}

async function killAll(
  stage: Stage,
  kills: number,
  paceMs: number,
  random: () => number,
  log: (line: string) => void,
): Promise<Record<string, number>> {
  const killed: Record<string, number> = {};
  for (let count = 1; count <= kills; count += 1) {
    await sleep(100 + random() * paceMs);
    const choice = Math.floor(random() * (stage.victims.length + 1));
    const victim = stage.victims[choice];
    const name = victim?.name ?? "postgres";
    if (victim) await until(`${name} runs`, () => Promise.resolve(victim.kill()), startMs);
    else await stage.killPostgres();
    killed[name] = (killed[name] ?? 0) + 1;
    if (count % 10 === 0) log(`${count} of ${kills} kills`);
  }
  return killed;
}

/** Somebody who looks at the web server all the time. */
function askWeb(stage: Stage): { stop: () => Promise<number> } {
  let isOver = false;
  let answers = 0;
  const asking = (async () => {
    while (!isOver) {
      const answer = await fetch(`${stage.webUrl}/sign-in`, { signal: AbortSignal.timeout(5_000) }).catch(
        () => null,
      );
      if (answer?.ok) answers += 1;
      await sleep(100);
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await asking;
      return answers;
    },
  };
}

async function twinTotals({ twinUrl }: Stage): Promise<Totals> {
  const answer = await fetch(new URL("/__twin/totals", twinUrl), {
    headers: { authorization: "Bearer sk-admin-twin" },
  });
  if (!answer.ok) throw new Error(`The twin answers ${answer.status}.`);
  return (await answer.json()) as Totals;
}

/** Reads to the end until nothing has happened upstream meanwhile, and compares. */
async function readAndJudge(stage: Stage): Promise<string[]> {
  for (let time = 0; time < 5; time += 1) {
    await until("the twin answers", async () => Boolean(await twinTotals(stage)), startMs);
    const before = await twinTotals(stage);
    const child = spawn(
      process.execPath,
      ["--conditions=react-server", "lib/testing/kills/finish.ts", stage.organizationId],
      { env: { ...process.env, ...stage.env }, stdio: ["ignore", "ignore", "inherit"] },
    );
    const [code] = (await once(child, "exit")) as [number | null];
    if (code !== 0) return ["Not everything could be read when the killing was over."];
    const totals = await twinTotals(stage);
    if (JSON.stringify(before) === JSON.stringify(totals))
      return judge(stage.organizationId, stage.pool, totals, await upstreamNames(stage));
  }
  return ["Upstream did not come to rest."];
}

/** Every project and invite that upstream ever had. */
async function upstreamNames({ env }: Stage): Promise<{ projects: string[]; invites: string[] }> {
  const url = new URL(env["DATABASE_URL"] ?? "");
  url.pathname = "/twin";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const projects = await client.query<{ name: string }>("SELECT name FROM twin.projects");
  const invites = await client.query<{ email: string }>("SELECT email FROM twin.invites");
  await client.end();
  return { projects: projects.rows.map(({ name }) => name), invites: invites.rows.map(({ email }) => email) };
}

async function countChanges({ pool, organizationId }: Stage): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "SELECT count(DISTINCT operation_id)::int AS count FROM trail WHERE organization_id = $1",
    [organizationId],
  );
  return rows[0]?.count ?? 0;
}
