import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failure } from "../system/failure.ts";
import { root } from "../system/root.ts";

export type Configuration = {
  dataDir: string;
  host: string;
  port: number;
  twinPort: number;
  publicUrl: string;
  /** Undefined: the built-in Postgres. */
  databaseUrl: string | undefined;
  isDemo: boolean;
  secret: string;
  demoPassword: string;
  ownerEmail: string | undefined;
};

/** Ports above 1023 that browsers and fetch refuse to speak to: https://fetch.spec.whatwg.org/#port-blocking. */
const refusedPorts = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080,
]);

function readPort(name: string, fallback: number): number {
  const text = process.env[name];
  if (!text) return fallback;
  const port = Number(text);
  if (refusedPorts.has(port))
    throw new Failure(`${name} is ${port}: browsers refuse that port, choose another.`);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Failure(`${name} is ${text}: a port is a whole number from 1 to 65535.`);
}

/** A word that is made once and then kept in the data directory, readable by its owner only. */
function keep(path: string, make: () => string): string {
  if (!existsSync(path)) writeFileSync(path, make(), { mode: 0o600 });
  return readFileSync(path, "utf8").trim();
}

function openDataDir(): string {
  const dataDir = resolve(root, process.env["METSUKE_DATA_DIR"] || ".data");
  mkdirSync(join(dataDir, "logs"), { recursive: true });
  accessSync(dataDir, constants.W_OK);
  return dataDir;
}

function secretOf(dataDir: string, databaseUrl: string | undefined): string {
  const given = process.env["METSUKE_SECRET"];
  if (given) return given;
  if (databaseUrl) {
    throw new Failure(
      "METSUKE_SECRET is not set: with a database of your own it must be (32 bytes in base64, as made by " +
        "`openssl rand -base64 32`), and be kept, for the admin keys in the database are sealed with it.",
    );
  }
  return keep(join(dataDir, "secret"), () => randomBytes(32).toString("base64"));
}

/** What to run, from the environment and from .env. Throws a Failure that names the variable. */
export function configure(): Configuration {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  const dataDir = openDataDir();
  const databaseUrl = process.env["DATABASE_URL"] || undefined;
  const port = readPort("PORT", 3000);
  const wantsDemo = databaseUrl || process.env["OPENAI_ADMIN_KEY"] ? "0" : "1";
  return {
    dataDir,
    host: process.env["HOST"] || "127.0.0.1",
    port,
    twinPort: readPort("TWIN_PORT", 4100),
    publicUrl: process.env["METSUKE_URL"] || `http://localhost:${port}`,
    databaseUrl,
    isDemo: (process.env["METSUKE_DEMO"] || wantsDemo) === "1",
    secret: secretOf(dataDir, databaseUrl),
    demoPassword:
      process.env["METSUKE_DEMO_PASSWORD"] ||
      keep(join(dataDir, "demo-password"), () => randomBytes(9).toString("base64url")),
    ownerEmail: process.env["METSUKE_OWNER_EMAIL"] || undefined,
  };
}
