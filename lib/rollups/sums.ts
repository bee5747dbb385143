/** What is summed up of a row of usage. */
export type Measures = { requests: number; input: number; output: number; cached: number; quantity: number };

/** One combination of dimensions, as fields of COPY each with its tab, and its sums by the number of their day. */
export type Combination = { dimensions: string; byDay: (Measures | undefined)[] };

/** Sums by combination of dimensions and day: whole numbers that a double holds exactly, or isExact is false. */
export class Sums {
  isExact = true;
  private readonly held = new Map<string, Combination>();

  all(): Combination[] {
    return [...this.held.values()];
  }

  of(dimensions: string): Combination {
    const held = this.held.get(dimensions);
    if (held) return held;
    const made = { dimensions, byDay: [] };
    this.held.set(dimensions, made);
    return made;
  }

  add({ byDay }: Combination, day: number, row: Measures): void {
    byDay[day] = plus(byDay[day], row);
    this.isExact &&= isWhole(row) && isWhole(byDay[day]);
  }
}

/** A sum, which is changed, and what comes to it; where there is none yet a new one begins. */
export function plus(
  sum: Measures | undefined,
  { requests, input, output, cached, quantity }: Measures,
): Measures {
  if (!sum) return { requests, input, output, cached, quantity };
  sum.requests += requests;
  sum.input += input;
  sum.output += output;
  sum.cached += cached;
  sum.quantity += quantity;
  return sum;
}

export function isWhole({ requests, input, output, cached, quantity }: Measures): boolean {
  return (
    Number.isSafeInteger(requests) &&
    Number.isSafeInteger(input) &&
    Number.isSafeInteger(output) &&
    Number.isSafeInteger(cached) &&
    Number.isSafeInteger(quantity)
  );
}
