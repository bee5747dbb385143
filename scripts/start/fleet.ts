import { keepRunning } from "./keep-running.ts";
import type { Running, Service } from "./keep-running.ts";
import type { Lock } from "./lock.ts";

export type Fleet = {
  add(service: Service): Promise<void>;
  stop(): Promise<void>;
  /** Aborted as soon as stopping begins. */
  signal: AbortSignal;
};

const orphanCheckEvery = 1000;

/** Everything that this run started. Ends it on a signal, or when npm or the shell above was killed. */
export function createFleet(lock: Lock): Fleet {
  const services: Running[] = [];
  const aborter = new AbortController();
  // A Postgres left behind is found by its own lock file.
  const programs = () => services.filter(({ name }) => name !== "postgres");
  const note = () => lock.note(programs().flatMap((service) => service.identity() ?? []));
  let stopping: Promise<void> | undefined;

  async function stopAll(): Promise<void> {
    aborter.abort();
    const [database, others] = [
      services.filter(({ name }) => name === "postgres"),
      services.filter(({ name }) => name !== "postgres"),
    ];
    await Promise.all(others.map((service) => service.stop()));
    // Last, so that the others can finish their writes.
    await Promise.all(database.map((service) => service.stop()));
    lock.release();
  }

  const stop = () => (stopping ??= stopAll());

  function stopAndExit(why: string): void {
    if (stopping) return;
    console.log(`\nStopping (${why}) …`);
    void stop().then(() => {
      console.log("Stopped.");
      process.exit(0);
    });
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => stopAndExit(signal));
  setInterval(() => {
    if (lock.isOrphan()) stopAndExit("what started this was killed");
  }, orphanCheckEvery);
  // Nobody reads what we print any more: go on, or stop if the orphan check says so.
  process.stdout.on("error", () => undefined);

  return {
    signal: aborter.signal,
    stop,
    async add(service) {
      aborter.signal.throwIfAborted();
      const running = await keepRunning(service, note);
      services.push(running);
      note();
      if (aborter.signal.aborted) await running.stop();
    },
  };
}
