import type { Transaction } from "#lib/db.ts";

export type OpenedChange = {
  organizationId: string;
  startedAt: Date;
  /** What was asked for; each check parses its own shape. */
  input: unknown;
};

/** What reading upstream again showed. apply brings the mirror in step, in the transaction that settles. */
export type Verdict =
  { happened: true; apply: (tx: Transaction) => Promise<object | null> } | { happened: false; saw: string };

/** Reads upstream again; throws when there is still no clear answer. */
export type Check = (change: OpenedChange) => Promise<Verdict>;
