import { setTimeout as sleep } from "node:timers/promises";

const hourMs = 3_600_000;
const neededMs = 60_000;

/** Waits out the last minute of an hour: for what holds the twin's present hour or day against one read before. */
export async function earlyInTheHour(): Promise<void> {
  const leftMs = hourMs - (Date.now() % hourMs);
  if (leftMs < neededMs) await sleep(leftMs);
}
