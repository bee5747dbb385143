import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { HttpBindings } from "@hono/node-server";
import { createApp } from "#twin/app.ts";
import { applySchema, openPool } from "#twin/database.ts";
import { createFaultBox } from "#twin/faults.ts";
import type { FaultInput } from "#twin/faults.ts";
import { prepareOrganization } from "#twin/seed/prepare.ts";
import type { Seed } from "#twin/seed/prepare.ts";
import { totals } from "#twin/totals.ts";
import type { Totals } from "#twin/totals.ts";
import { createSeedingApp } from "#twin/seeding/app.ts";
import { createSeeding } from "#twin/seeding/control.ts";
import type { Seeding } from "#twin/seeding/control.ts";

export type TwinOptions = {
  /** 0 picks a free port. */
  port: number;
  host?: string;
  databaseUrl: string;
  seed?: Seed;
  /** How many days of history a fresh seed gets, 400 unless told. */
  days?: number;
  /** What part of the large organization a fresh seed makes, 1 (all of it) unless told. */
  scale?: number;
  adminKey?: string;
  faults?: FaultInput[];
  /** Stops a seeding between two pieces; a later start goes on. */
  signal?: AbortSignal;
  /** Called when the twin listens, before it is seeded. */
  onListening?: (twin: { url: string; adminUrl: string; seeding: Seeding }) => void;
};

export type RunningTwin = {
  /** The SDK's `baseURL`. */
  url: string;
  adminUrl: string;
  organization: { id: string; name: string; defaultProjectId: string };
  setFaults: (faults: FaultInput[]) => void;
  totals: () => Promise<Totals>;
  advance: () => Promise<void>;
  close: () => Promise<void>;
};

/**
 * Starts a twin on a Postgres; lays its schema and its seed where they are missing. It listens before it is seeded, and
 * until then answers 503 and how far it is.
 */
export async function startTwin(options: TwinOptions): Promise<RunningTwin> {
  const { databaseUrl, seed = "none", days = 400, scale = 1, adminKey = "sk-admin-twin" } = options;
  const seeding = createSeeding(options.signal);
  const pool = openPool(databaseUrl);
  let app: { fetch: Fetch } = createSeedingApp(seeding, adminKey);
  const listening = await listen(options, (request, env) => app.fetch(request, env)).catch(
    async (error: unknown) => {
      await pool.end();
      throw error;
    },
  );
  const { origin } = listening;
  const addresses = { url: `${origin}/v1`, adminUrl: `${origin}/__twin` };
  const close = async () => {
    await listening.close();
    await pool.end();
  };
  try {
    options.onListening?.({ ...addresses, seeding });
    await applySchema(pool);
    const prepare = () => prepareOrganization(pool, { seed, days, scale, adminKey }, seeding);
    const organization = await prepare();
    const faults = createFaultBox(options.faults);
    app = createApp({ pool, organization, faults, requests: new Map(), seeding });
    return {
      ...addresses,
      organization,
      setFaults: (next) => faults.set(next),
      totals: () => totals(pool),
      advance: async () => void (await prepare()),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type Fetch = (request: Request, env: HttpBindings) => Response | Promise<Response>;
type Listening = { origin: string; close: () => Promise<void> };

async function listen({ port, host = "127.0.0.1" }: TwinOptions, fetch: Fetch): Promise<Listening> {
  const server = createAdaptorServer({ fetch: (request, env) => fetch(request, env as HttpBindings) });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      const force = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), 1000);
      await closed;
      clearTimeout(force);
    },
  };
}
