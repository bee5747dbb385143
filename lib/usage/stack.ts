import { sumExactly } from "#lib/sum-exactly.ts";

/** Groups beyond the largest are drawn as one. */
export const largestGroups = 8;

/** A series: values[i] belongs to buckets[i], in decimal digits. group is null for all beyond the largest together. */
export type Stack = { buckets: string[]; groups: { group: string | null; values: string[] }[] };

export type Cell = { bucket: string; group: string; value: string };

function negated(value: string): string {
  return value.startsWith("-") ? value.slice(1) : `-${value}`;
}

/**
 * Stacks the largest groups, in their order, and what the wholes hold beyond them: so that fifty thousand groups
 * need not be read day by day in order to draw eight. hasMore: there are groups beyond the largest.
 */
export function stack(
  buckets: string[],
  largest: readonly string[],
  {
    cells,
    wholes,
    hasMore,
  }: { cells: readonly Cell[]; wholes: readonly Omit<Cell, "group">[]; hasMore: boolean },
): Stack {
  const position = new Map(buckets.map((bucket, index) => [bucket, index]));
  const place = (bucket: string) => {
    const index = position.get(bucket);
    if (index === undefined)
      throw new Error(`What was measured at ${bucket} lies outside the days asked for.`);
    return index;
  };
  const rows = new Map(largest.map((group) => [group, buckets.map(() => "0")]));
  for (const { bucket, group, value } of cells) rows.get(group)?.splice(place(bucket), 1, value);
  const groups: Stack["groups"] = [...rows].map(([group, values]) => ({ group, values }));
  if (!hasMore) return { buckets, groups };

  const whole = buckets.map(() => "0");
  for (const { bucket, value } of wholes) whole[place(bucket)] = value;
  const others = whole.map((value, index) =>
    sumExactly([value, ...groups.map(({ values }) => negated(values[index] ?? "0"))]),
  );
  return { buckets, groups: [...groups, { group: null, values: others }] };
}
