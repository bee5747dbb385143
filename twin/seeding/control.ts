import { setTimeout as sleep } from "node:timers/promises";
import { createRateMeter } from "#twin/seeding/progress.ts";
import type { SeedingProgress, SeedingState, StepProgress } from "#twin/seeding/progress.ts";

const lookEveryMs = 50;

/** The seeding was told to stop: by a cancel, or because the process ends. */
export class SeedingStopped extends Error {
  readonly reason: "canceled" | "ended";

  constructor(reason: "canceled" | "ended") {
    super(
      reason === "canceled" ? "The seeding was canceled." : "The seeding was stopped; a new start goes on.",
    );
    this.reason = reason;
  }
}

export type SeedingAction = "pause" | "resume" | "cancel";

export type Seeding = {
  progress: () => SeedingProgress;
  /** False where there is nothing to steer. */
  act: (action: SeedingAction) => boolean;
  /** Between two pieces: waits while paused, throws `SeedingStopped` when told to stop. */
  pass: () => Promise<void>;
  begin: (expectedRows: number) => void;
  enter: (phase: string) => void;
  note: (step: StepProgress) => void;
  stop: () => void;
  end: (state: "canceled" | "done") => void;
};

/** What steers a seeding and tells how far it is; `signal` stops it between two pieces. */
export function createSeeding(signal?: AbortSignal): Seeding {
  let state: SeedingState = "idle";
  let phase = "starting";
  let expectedRows = 0;
  let [isCanceled, isStopped] = [false, false];
  const steps = new Map<string, StepProgress>();
  const meter = createRateMeter();
  const rows = () => [...steps.values()].reduce((sum, step) => sum + step.rows, 0);
  const isActive = () => state === "running" || state === "paused";

  return {
    progress() {
      const rowsPerSecond = state === "running" ? meter.perSecond() : 0;
      const left = Math.max(0, expectedRows - rows());
      const secondsLeft = rowsPerSecond > 0 ? Math.ceil(left / rowsPerSecond) : null;
      return {
        state,
        phase,
        rows: rows(),
        expectedRows,
        rowsPerSecond,
        secondsLeft,
        steps: [...steps.values()],
      };
    },
    act(action) {
      if (!isActive()) return false;
      if (action === "cancel") isCanceled = true;
      else state = action === "pause" ? "paused" : "running";
      return true;
    },
    async pass() {
      for (;;) {
        if (isStopped || signal?.aborted) throw new SeedingStopped("ended");
        if (isCanceled) throw new SeedingStopped("canceled");
        if (state !== "paused") return;
        await sleep(lookEveryMs);
      }
    },
    begin(expected) {
      [state, expectedRows] = ["running", expected];
    },
    enter(next) {
      phase = next;
    },
    note(step) {
      steps.set(step.step, step);
      meter.note(rows());
    },
    stop() {
      isStopped = true;
    },
    end(last) {
      [state, phase] = [last, last];
    },
  };
}
