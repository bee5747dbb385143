import type { Outcome } from "#lib/generated/prisma/enums.ts";

/** How an operation can stand, in the order of its life. */
export const outcomes = ["started", "succeeded", "failed", "unknown"] as const satisfies Outcome[];
