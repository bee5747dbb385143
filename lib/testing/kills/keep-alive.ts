import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

export type Kept = {
  name: string;
  /** kill -9; it is started again at once. False where it was not running. */
  kill: () => boolean;
  /** Ends it for good. */
  stop: () => Promise<void>;
  starts: () => number;
};

/** Runs a program again whenever it ends, as whoever runs the console does. */
export function keepAlive(name: string, words: string[], env: NodeJS.ProcessEnv): Kept {
  let child: ChildProcess | null = null;
  let starts = 0;
  let isOver = false;
  const running = (async () => {
    while (!isOver) {
      starts += 1;
      child = spawn(process.execPath, ["--conditions=react-server", ...words], {
        env: { ...process.env, ...env },
        stdio: ["ignore", "ignore", process.env["KILLS_VERBOSE"] ? "inherit" : "ignore"],
      });
      await once(child, "exit");
      child = null;
      await sleep(200);
    }
  })();
  return {
    name,
    kill: () => child?.kill("SIGKILL") ?? false,
    starts: () => starts,
    stop: async () => {
      isOver = true;
      child?.kill("SIGKILL");
      await running;
    },
  };
}
