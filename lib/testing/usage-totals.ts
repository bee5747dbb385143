import type { Totals } from "#twin/totals.ts";

type Expected = Record<string, number>;

/** Kinds whose own measure is that of upstream's tokens or requests. */
const measured = (
  kind: string,
  { rows, requests, amount }: { rows: number; requests: number; amount: number },
) => {
  if (kind === "moderations") return { rows, requests, inputTokens: amount, quantity: 0 };
  // Upstream counts searches of files as nothing else.
  if (kind === "file_search_calls") return { rows, requests: amount, quantity: amount };
  return { rows, requests, inputTokens: 0, quantity: amount };
};

/** What facts.usage must hold of each kind, in the words of mirrorTotals. */
export function expectedUsage({
  completions,
  decisions,
  embeddings,
  tools,
}: Totals): Record<string, Expected> {
  const expected: Record<string, Expected> = { completions, decisions, embeddings };
  for (const [kind, totals] of Object.entries(tools)) if (totals) expected[kind] = measured(kind, totals);
  return expected;
}

/** Requests of every kind together: what each rollup must sum up to. */
export function expectedRequests(totals: Totals): number {
  return Object.values(expectedUsage(totals)).reduce((sum, { requests = 0 }) => sum + requests, 0);
}
