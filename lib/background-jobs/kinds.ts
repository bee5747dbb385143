/** Every kind of background job; registry.ts says what each does. */
export const jobKindNames = ["export", "compare"] as const;

export type JobKindName = (typeof jobKindNames)[number];
