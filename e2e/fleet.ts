import { root } from "#scripts/system/root.ts";
import type { Copy } from "./fleet/copy.ts";
import { endCopy, startWeb, startWorker } from "./fleet/copy.ts";
import { startProxy } from "./fleet/proxy.ts";
import type { Stage } from "./fleet/stage.ts";
import { makeStage } from "./fleet/stage.ts";

/** url is that of the proxy in front of the copies of web. */
export type Fleet = Pick<Stage, "url" | "owner" | "databaseUrl" | "secrets" | "sql"> & {
  webs: Copy[];
  workers: Copy[];
  /** How many requests each copy of web has had from the proxy. */
  served: number[];
  /** Where the copies keep what they share beside the database. */
  dataDir: string;
  /** Another copy of web that the proxy does not know, once it says that it is ready. */
  addWeb: () => Promise<Copy>;
  stop: () => Promise<void>;
};

/** Two copies of web behind a proxy and two workers, over one database and a twin of their own. */
export async function startFleet(): Promise<Fleet> {
  const stage = await makeStage(root);
  const [webs, workers] = await Promise.all([
    Promise.all([1, 2].map((n) => startWeb(`web-${n}`, stage.ground))),
    Promise.all([1, 2].map((n) => startWorker(`worker-${n}`, stage.ground))),
  ]);
  const served = [0, 0];
  const joined: Copy[] = [];
  const addWeb = async () => {
    const environment = { ...stage.ground.environment, METSUKE_WARM_UP_SECONDS: "40" };
    const copy = await startWeb("web-joined", { ...stage.ground, environment }, "/api/health/ready");
    joined.push(copy);
    return copy;
  };
  const proxy = await startProxy(stage.port, webs, served);
  return {
    ...stage,
    webs,
    workers,
    served,
    addWeb,
    dataDir: stage.ground.environment["METSUKE_DATA_DIR"] ?? "",
    stop: async () => {
      proxy.closeAllConnections();
      proxy.close();
      await Promise.all([...webs, ...joined, ...workers].map(endCopy));
      await stage.strike();
    },
  };
}
