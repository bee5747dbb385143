import type { ChildProcess } from "node:child_process";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import type { startOwnHouse } from "./workers.ts";
import { stopWorker } from "./workers.ts";

export type SmallDisk = {
  /** Where its exports are kept. */
  path: string;
  /** A worker for which a few megabytes are all there is. */
  startWorker: () => ChildProcess;
  /** Makes room; the worker that goes on from here, the same one where it could stay. */
  grow: (worker: ChildProcess) => Promise<ChildProcess>;
  remove: () => void;
};

type House = Awaited<ReturnType<typeof startOwnHouse>>;

/** The first piece of an export fits, the next ones are larger and do not. */
const largestFile = 700;

/**
 * A file system of six megabytes at this path where this process may mount one; else workers whose files may grow no
 * larger than 700 kB, which ends a write in the same way in mid-file, with EFBIG for ENOSPC.
 */
export function smallDisk(house: House, path: string): SmallDisk {
  mkdirSync(path);
  const env = { METSUKE_EXPORTS_DIR: path };
  const mount = (...words: string[]) =>
    spawnSync("mount", ["-t", "tmpfs", ...words, "tmpfs", path]).status === 0;
  if (process.env["METSUKE_TEST_WITHOUT_MOUNT"] !== "1" && mount("-o", "size=6m,mode=777"))
    return {
      path,
      startWorker: () => house.startWorker(env),
      grow: (worker) => {
        mount("-o", "remount,size=400m");
        return Promise.resolve(worker);
      },
      remove: () => void spawnSync("umount", [path]),
    };
  return {
    path,
    startWorker: () => house.startWorker(env, largestFile),
    grow: async (worker) => {
      await stopWorker(worker);
      return house.startWorker(env);
    },
    remove: () => undefined,
  };
}
