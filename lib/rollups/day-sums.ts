import { rollUp } from "#lib/rollups/roll-up.ts";
import type { RolledUp } from "#lib/rollups/roll-up.ts";
import { Sums } from "#lib/rollups/sums.ts";
import type { Measures } from "#lib/rollups/sums.ts";
import { firstHourOfDay } from "#lib/sync/windows/first-hour-of-day.ts";
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
  /** The day that is added to, by its number, and the hours that are in it for certain. */
  private open = 0;
  private sure = { from: 0, to: 0 };
  private readied: RolledUp | null | undefined;

  /** timeZone: in whose days is counted. */
  constructor(timeZone: string) {
    this.timeZone = timeZone;
  }

  /** The rows that are added next are those of the bucket that begins then, in Unix seconds. */
  begin(at: number): void {
    this.readied = undefined;
    const isOpen = at >= this.sure.from && at < this.sure.to;
    const day = (isOpen && this.days[this.open]) || todayIn(this.timeZone, new Date(at * 1000));
    // A calendar is slow to ask: once a day.
    if (!isOpen) this.sure = { from: at, to: firstHourOfDay(at + 1, this.timeZone) };
    this.hours.set(at, day);
    if (!this.days.includes(day)) this.days.push(day);
    this.open = this.days.indexOf(day);
  }

  /** Adds a row, its dimensions as fields of COPY in the order of dimensionColumns, each with its tab. */
  add(dimensions: string, row: Measures): void {
    this.rows += 1;
    this.sums.add(this.sums.of(dimensions), this.open, row);
  }

  /** Rolls all days up ahead, while something else is being written. */
  ready(): void {
    this.readied = rollUp(this, () => true);
  }

  /** Days that are wanted as rollUp makes them. */
  rolledUp(isWanted: (day: Day) => boolean): RolledUp | null {
    return this.readied !== undefined && this.days.every(isWanted) ? this.readied : rollUp(this, isWanted);
  }

  /** To which day each bucket was counted, by the calendar of this process: that of Postgres may be another. */
  counted(): { hours: number[]; days: Day[] } {
    return { hours: [...this.hours.keys()], days: [...this.hours.values()] };
  }
}
