import type { Unit } from "#lib/i18n/write-unit.ts";

/** What lies around the columns, in pixels: what is read from the chart is laid over exactly these. */
export const margins = { top: 8, right: 8, bottom: 30 };

export function valueAxisWidth(unit: Unit): number {
  return unit === "byteHours" ? 108 : 64;
}
