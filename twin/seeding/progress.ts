export type SeedingState = "idle" | "running" | "paused" | "canceled" | "done";

export type StepProgress = { step: string; rows: number; milliseconds: number; day: string | null };

/** Rows are those of usage, costs and events; `expectedRows` is what the size asked for comes to. */
export type SeedingProgress = {
  state: SeedingState;
  phase: string;
  rows: number;
  expectedRows: number;
  /** Over the last seconds; 0 while nothing is written. */
  rowsPerSecond: number;
  /** Of the rows alone, without the indexes that follow; null while nobody can tell. */
  secondsLeft: number | null;
  steps: StepProgress[];
};

const windowMs = 10_000;

export type RateMeter = { note: (rows: number) => void; perSecond: () => number };

/** How fast a count has grown during the last ten seconds. */
export function createRateMeter(now: () => number = () => performance.now()): RateMeter {
  let samples: { at: number; rows: number }[] = [];
  const drop = () => (samples = samples.filter(({ at }) => at > now() - windowMs));
  return {
    note(rows) {
      drop();
      samples.push({ at: now(), rows });
    },
    perSecond() {
      drop();
      const [first, last] = [samples[0], samples.at(-1)];
      if (!first || !last || last.rows === first.rows) return 0;
      return Math.round(((last.rows - first.rows) / (now() - first.at)) * 1000);
    },
  };
}
