/** The ranges that a report offers; apart from ranges.ts, whose calendar the browser need not load. */
export const rangeNames = ["7d", "30d", "90d", "month", "lastMonth", "12m", "custom"] as const;
export type RangeName = (typeof rangeNames)[number];
