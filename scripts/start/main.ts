/** `npm start`: sets up and runs the whole of Metsuke on this machine, until Ctrl-C. */
import { join } from "node:path";
import { buildConsole } from "../build/build.ts";
import { generateClient } from "../build/generate.ts";
import { ensureDatabase } from "../database/connect.ts";
import { migrateDatabase } from "../database/migrate.ts";
import { exitWith } from "../system/failure.ts";
import { runProgram } from "../system/run-program.ts";
import { step } from "../system/step.ts";
import { configure } from "./configure.ts";
import type { Configuration } from "./configure.ts";
import { awaitFirstSync } from "./first-sync.ts";
import { createFleet } from "./fleet.ts";
import type { Fleet } from "./fleet.ts";
import { takeLock } from "./lock.ts";
import {
  devService,
  environmentOf,
  postgresService,
  twinService,
  webService,
  workerService,
} from "./plan.ts";
import { requirePorts } from "./require-ports.ts";
import { welcome } from "./welcome.ts";

/** `npm run dev`: the console from its sources, not from a build. */
const isDev = process.argv.includes("--dev");

/** Brings up the database: ours, or the one that DATABASE_URL names. Returns how to address its databases. */
async function openDatabase(configuration: Configuration, fleet: Fleet): Promise<(name: string) => string> {
  const { databaseUrl } = configuration;
  if (!databaseUrl) {
    const postgres = postgresService(configuration);
    await step("Postgres", () => fleet.add(postgres));
    return (name) => postgres.cluster().urlOf(name);
  }
  return (name) => {
    if (name === "metsuke") return databaseUrl;
    const url = new URL(databaseUrl);
    url.pathname = `/${name}`;
    return url.toString();
  };
}

async function openTwin(configuration: Configuration, fleet: Fleet, databaseUrl: string): Promise<void> {
  if (!configuration.isDemo) return;
  await step("Twin of OpenAI's Admin API", async () => {
    await ensureDatabase(databaseUrl);
    await fleet.add(twinService(configuration, databaseUrl));
  });
}

async function prepareDatabase(configuration: Configuration, fleet: Fleet): Promise<NodeJS.ProcessEnv> {
  const urlOf = await openDatabase(configuration, fleet);
  await step("Database schema", () => migrateDatabase(urlOf("metsuke")));
  await openTwin(configuration, fleet, urlOf("twin"));
  const env = environmentOf(configuration, urlOf("metsuke"));
  await step("First owner and organization", () =>
    runProgram(process.execPath, ["--conditions=react-server", "prisma/seed.ts"], {
      env,
      signal: fleet.signal,
    }),
  );
  await step("Worker", () => fleet.add(workerService(configuration, env)));
  return env;
}

async function start(configuration: Configuration, fleet: Fleet): Promise<void> {
  await requirePorts(configuration);
  await step("Database client", generateClient);
  const [env, build] = await Promise.all([
    prepareDatabase(configuration, fleet),
    isDev ? "" : step("Console, built for production", () => buildConsole(fleet.signal)),
  ]);
  await step("Web", async () => {
    // A build takes minutes, in which another program may have begun to listen: it would answer in our place.
    await requirePorts({ ...configuration, isDemo: false });
    await fleet.add(isDev ? devService(configuration, env) : webService(configuration, env, build));
  });
  await step("First synchronization", () => awaitFirstSync(env["DATABASE_URL"] ?? "", fleet.signal));
  welcome(configuration);
}

async function main(): Promise<void> {
  const configuration = configure();
  const lock = await takeLock(join(configuration.dataDir, "run.json"), configuration.publicUrl);
  const fleet = createFleet(lock);
  try {
    await start(configuration, fleet);
  } catch (error) {
    if (fleet.signal.aborted) return;
    await fleet.stop();
    exitWith(error);
  }
}

main().catch(exitWith);
