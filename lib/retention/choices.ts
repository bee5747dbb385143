/** The facts that upstream may have forgotten and an organization may let go of, each on its own. */
export const retained = ["usage", "costs", "audit_events"] as const;
export type Retained = (typeof retained)[number];

/** For how many whole months before the running one; "all" for ever. */
export const retentionChoices = ["all", "13", "18", "24", "36", "60", "84"] as const;
export type RetentionChoice = (typeof retentionChoices)[number];
