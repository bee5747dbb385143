import { join } from "node:path";
import { startPostgres } from "../postgres/start.ts";
import type { Cluster } from "../postgres/start.ts";
import type { Configuration } from "./configure.ts";
import type { Service } from "./keep-running.ts";
import { localUrl } from "./local-url.ts";
import { serviceOf } from "./services.ts";

const twinKey = "sk-admin-twin";

/** The environment of web, worker and seed: the contract of docs, with every default filled in. */
export function environmentOf(configuration: Configuration, databaseUrl: string): NodeJS.ProcessEnv {
  const { dataDir, host, port, publicUrl, isDemo, secret, demoPassword, twinPort } = configuration;
  return {
    ...process.env,
    NODE_ENV: "production",
    NODE_OPTIONS: [process.env["NODE_OPTIONS"], "--disable-warning=ExperimentalWarning"]
      .filter(Boolean)
      .join(" "),
    DATABASE_URL: databaseUrl,
    METSUKE_DATA_DIR: dataDir,
    METSUKE_SECRET: secret,
    METSUKE_URL: publicUrl,
    NEXTAUTH_URL: publicUrl,
    METSUKE_DEMO: isDemo ? "1" : "0",
    METSUKE_DEMO_PASSWORD: demoPassword,
    METSUKE_TWIN_URL: process.env["METSUKE_TWIN_URL"] || `http://127.0.0.1:${twinPort}/v1`,
    HOST: host,
    HOSTNAME: host,
    PORT: String(port),
    NEXT_MANUAL_SIG_HANDLE: "1",
  };
}

export function twinService({ twinPort, dataDir }: Configuration, databaseUrl: string): Service {
  return serviceOf({
    name: "twin",
    words: ["twin/main.ts", "--port", String(twinPort), "--seed", "small", "--key", twinKey],
    env: { ...process.env, DATABASE_URL: databaseUrl },
    logsDir: join(dataDir, "logs"),
    readyUrl: `http://127.0.0.1:${twinPort}/healthz`,
  });
}

export function webService(configuration: Configuration, env: NodeJS.ProcessEnv, build: string): Service {
  return serviceOf({
    name: "web",
    words: ["server.js"],
    cwd: build,
    env,
    logsDir: join(configuration.dataDir, "logs"),
    readyUrl: `${localUrl(configuration.host, configuration.port)}/api/health/ready`,
  });
}

/** The console straight from its sources, with changes shown at once. */
export function devService(configuration: Configuration, env: NodeJS.ProcessEnv): Service {
  const { host, port, dataDir } = configuration;
  return serviceOf({
    name: "web",
    words: ["node_modules/next/dist/bin/next", "dev", "--hostname", host, "--port", String(port)],
    env: { ...env, NODE_ENV: "development", NEXT_MANUAL_SIG_HANDLE: "" },
    logsDir: join(dataDir, "logs"),
    readyUrl: `${localUrl(host, port)}/api/health/ready`,
  });
}

export function workerService({ dataDir }: Configuration, env: NodeJS.ProcessEnv): Service {
  const words = ["--conditions=react-server", "lib/jobs/main.ts"];
  return serviceOf({ name: "worker", words, env, logsDir: join(dataDir, "logs") });
}

/** The built-in Postgres as a service. `cluster()` is the one that runs now. */
export function postgresService({ dataDir }: Configuration): Service & { cluster: () => Cluster } {
  let cluster: Cluster | undefined;
  const running = () => {
    if (!cluster) throw new Error("Postgres has not been started.");
    return cluster;
  };
  return {
    name: "postgres",
    lastWords: () => `see postgres.log of ${dataDir}`,
    async launch() {
      // The others know its address: it keeps its port when it is started again.
      cluster = await startPostgres({ dataDir, ...(cluster && { port: cluster.port }) });
      return cluster.child;
    },
    stop: async () => cluster?.stop(),
    cluster: running,
  };
}
