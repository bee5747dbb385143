import pg from "pg";
import { Failure } from "../system/failure.ts";

const oldestMajor = 16;

type ConnectError = Error & { code?: string; errors?: ConnectError[] };

function parse(url: string): URL {
  try {
    const parsed = new URL(url);
    if (/^postgres(ql)?:$/.test(parsed.protocol)) return parsed;
  } catch {
    // Said below, without the address: it may hold a password.
  }
  throw new Failure("DATABASE_URL is not an address like postgres://user:password@host:5432/name.");
}

/** Why no connection came about, in words for the person who set DATABASE_URL. */
function reasonFor(error: ConnectError, url: URL): string {
  const where = `${url.hostname || "the local socket"}:${url.port || "5432"}`;
  const code = error.code ?? error.errors?.[0]?.code ?? error.message;
  const known: Record<string, string> = {
    "28P01": `refuses the user ${url.username}: check the password in DATABASE_URL.`,
    "28000": `refuses the user ${url.username}: check its pg_hba.conf and DATABASE_URL.`,
    "3D000": `has no database ${url.pathname.slice(1)}: create it, or correct DATABASE_URL.`,
    "53300": "has no connection left: raise max_connections or lower DATABASE_POOL_SIZE.",
  };
  if (known[code]) return `The database at ${where} ${known[code]}`;
  return `Can't reach the database at ${where} (${code}): check DATABASE_URL and that it runs.`;
}

async function open(url: URL): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url.toString(), connectionTimeoutMillis: 10_000 });
  // A connection that breaks later shows in the statement that it breaks.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function createMissing(url: URL): Promise<void> {
  const name = decodeURIComponent(url.pathname.slice(1));
  const maintenance = new URL(url);
  maintenance.pathname = "/postgres";
  const client = await open(maintenance);
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** Refuses a server that this version was not made for. `versionNumber` is Postgres' own, such as 180004. */
export function requireVersion(versionNumber: number): void {
  const major = Math.floor(versionNumber / 10_000);
  if (major >= oldestMajor) return;
  throw new Failure(`DATABASE_URL leads to PostgreSQL ${major}: Metsuke needs ${oldestMajor} or newer.`);
}

/** Connects, making the database if it isn't there and we may. Throws a Failure in one clear sentence. */
export async function connectTo(address: string): Promise<pg.Client> {
  const url = parse(address);
  const client = await open(url)
    .catch(async (error: ConnectError) => {
      if (error.code !== "3D000") throw error;
      // Not allowed to, or another process was first: the second try tells.
      await createMissing(url).catch(() => undefined);
      return open(url);
    })
    .catch((error: ConnectError) => {
      throw new Failure(reasonFor(error, url), 1, { cause: error });
    });
  const { rows } = await client.query<{ version: string }>(
    "SELECT current_setting('server_version_num') AS version",
  );
  try {
    requireVersion(Number(rows[0]?.version));
  } catch (error) {
    await client.end();
    throw error;
  }
  return client;
}

/** Makes the database that the address names if it isn't there. Throws a Failure as `connectTo` does. */
export async function ensureDatabase(address: string): Promise<void> {
  const client = await connectTo(address);
  await client.end();
}
