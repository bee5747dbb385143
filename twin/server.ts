import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "#twin/app.ts";
import { applySchema, openPool } from "#twin/database.ts";
import { createFaultBox } from "#twin/faults.ts";
import type { FaultInput } from "#twin/faults.ts";
import { prepareOrganization } from "#twin/seed/prepare.ts";
import type { Seed } from "#twin/seed/prepare.ts";
import { totals } from "#twin/totals.ts";
import type { Totals } from "#twin/totals.ts";

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
};

export type RunningTwin = {
  /** The SDK's `baseURL`. */
  url: string;
  adminUrl: string;
  organization: { id: string; name: string; defaultProjectId: string };
  setFaults: (faults: FaultInput[]) => void;
  totals: () => Promise<Totals>;
  /** Adds the usage of the hours that ended since the last call or start. */
  advance: () => Promise<void>;
  close: () => Promise<void>;
};

/** Starts a twin on a Postgres; lays its schema and its seed where they are missing. */
export async function startTwin(options: TwinOptions): Promise<RunningTwin> {
  const {
    port,
    host = "127.0.0.1",
    databaseUrl,
    seed = "none",
    days = 400,
    scale = 1,
    adminKey = "sk-admin-twin",
  } = options;
  const pool = openPool(databaseUrl);
  try {
    await applySchema(pool);
    const prepare = () => prepareOrganization(pool, { seed, days, scale, adminKey });
    const organization = await prepare();
    const faults = createFaultBox(options.faults);
    const app = createApp({ pool, organization, faults, requests: new Map() });
    const server = createAdaptorServer({ fetch: app.fetch });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
    const origin = `http://${host}:${(server.address() as AddressInfo).port}`;
    return {
      url: `${origin}/v1`,
      adminUrl: `${origin}/__twin`,
      organization,
      setFaults: (next) => faults.set(next),
      totals: () => totals(pool),
      advance: async () => void (await prepare()),
      close: async () => {
        const closed = new Promise((resolve) => server.close(resolve));
        if ("closeIdleConnections" in server) server.closeIdleConnections();
        const force = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), 1000);
        await closed;
        clearTimeout(force);
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
