/** from inclusive, to exclusive. */
export type StretchOfTime = { from: Date; to: Date };

/**
 * The time from oldest to newest, newest first, in stretches that begin with a month (UTC): the month of newest, then
 * the two before it, then four, so that years take a handful.
 */
export function* stretchesBack(newest: Date, oldest: Date): Generator<StretchOfTime> {
  let to = newest;
  for (let months = 1; to > oldest; months *= 2) {
    const last = new Date(to.getTime() - 1);
    const from = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - months + 1));
    yield { from, to };
    to = from;
  }
}
