import { Sums } from "#lib/rollups/sums.ts";
import type { Measures } from "#lib/rollups/sums.ts";
import { todayIn } from "#lib/usage/days.ts";
import type { Day } from "#lib/usage/days.ts";

/**
 * The days of a page of usage, summed up row by row while it is made ready to be written: Postgres need not read its
 * hours again.
 */
export class DaySums {
  readonly timeZone: string;
  /** Those of a bucket that came twice are in it twice. */
  rows = 0;
  /** By their number in the sums. */
  readonly days: Day[] = [];
  readonly sums = new Sums();
  private readonly hours = new Map<number, Day>();
  private open = 0;

  /** timeZone: in whose days is counted. */
  constructor(timeZone: string) {
    this.timeZone = timeZone;
  }

  /** The rows that are added next are those of the bucket that begins then, in Unix seconds. */
  begin(at: number): void {
    const day = this.hours.get(at) ?? todayIn(this.timeZone, new Date(at * 1000));
    this.hours.set(at, day);
    if (!this.days.includes(day)) this.days.push(day);
    this.open = this.days.indexOf(day);
  }

  /** Adds a row, its dimensions as fields of COPY in the order of dimensionColumns, each with its tab. */
  add(dimensions: string, row: Measures): void {
    this.rows += 1;
    this.sums.add(this.sums.of(dimensions), this.open, row);
  }

  /** To which day each bucket was counted, by the calendar of this process: that of Postgres may be another. */
  counted(): { hours: number[]; days: Day[] } {
    return { hours: [...this.hours.keys()], days: [...this.hours.values()] };
  }
}
