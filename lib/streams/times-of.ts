const dayMs = 86_400_000;

/** Moments that hold all of these days (YYYY-MM-DD, inclusive) in any time zone, as near as a notice needs it. */
export function timesOf({ fromOn, toOn }: { fromOn: string; toOn: string }): { from: Date; to: Date } {
  return { from: new Date(`${fromOn}T00:00:00Z`), to: new Date(Date.parse(`${toOn}T00:00:00Z`) + dayMs) };
}
