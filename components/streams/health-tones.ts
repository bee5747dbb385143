import type { Tone } from "#components/ui/badge.tsx";
import type { StreamHealth } from "#lib/streams/describe.ts";

export const healthTones: Record<StreamHealth, Tone> = {
  never: "neutral",
  running: "primary",
  waiting: "warning",
  failing: "destructive",
  paused: "warning",
  stale: "warning",
  fresh: "success",
};
