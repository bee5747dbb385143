import type { City } from "#twin/seed/clocks.ts";

/** Models by the day (UTC) from which a team used them; a workload takes the last one that had begun. */
type Line = readonly (readonly [since: string, model: string])[];

const lines = {
  flagship: [
    ["2025-01-01", "gpt-5"],
    ["2025-12-15", "gpt-5.2"],
    ["2026-03-16", "gpt-5.4"],
    ["2026-09-24", "gpt-6-sol"],
  ],
  careful: [
    ["2025-01-01", "gpt-5.1"],
    ["2025-12-20", "gpt-5.2"],
    ["2026-05-18", "gpt-5.5"],
  ],
  urgent: [
    ["2025-01-01", "gpt-5"],
    ["2025-12-15", "gpt-5.2"],
    ["2026-03-16", "gpt-5.4"],
  ],
  small: [
    ["2025-01-01", "gpt-5-mini"],
    ["2026-04-02", "gpt-5.4-mini"],
    ["2026-08-03", "gpt-5.6-luna"],
    ["2026-09-25", "gpt-6-luna"],
  ],
  nano: [["2025-01-01", "gpt-5-nano"]],
  legacy: [["2025-01-01", "gpt-4.1"]],
  legacySmall: [["2025-01-01", "gpt-4o-mini"]],
  pro: [["2025-01-01", "gpt-5.2-pro"]],
  embeddingSmall: [["2025-01-01", "text-embedding-3-small"]],
  embeddingLarge: [["2025-01-01", "text-embedding-3-large"]],
} satisfies Record<string, Line>;

export type LineName = keyof typeof lines;
export type Rhythm = City | "always" | "nightly";

/** What one key does with one line of models; `from` and `until` in days before the seed's "now". */
export type Workload = {
  key: string;
  line: LineName;
  rhythm: Rhythm;
  /** Requests in an hour of full load, at the end of the history. */
  requests: number;
  context: number;
  output: number;
  cached: number;
  batch: boolean;
  tier: "default" | "flex" | "priority";
  source: "unlabeled" | "agents_api";
  from: number;
  until: number;
};

type Details = Partial<Omit<Workload, "key" | "line" | "rhythm" | "requests">>;

function work(
  key: string,
  line: LineName,
  rhythm: Rhythm,
  requests: number,
  details: Details = {},
): Workload {
  return {
    key,
    line,
    rhythm,
    requests,
    context: 1,
    output: 1,
    cached: 0.25,
    batch: false,
    tier: "default",
    source: "unlabeled",
    from: Infinity,
    until: -Infinity,
    ...details,
  };
}

export const workloads: Workload[] = [
  work("support-prod", "flagship", "tokyo", 900, { context: 2.2, cached: 0.55, until: 129 }),
  work("support-prod", "small", "always", 700, { cached: 0.5, until: 129 }),
  work("support-prod-2", "flagship", "tokyo", 950, { context: 2.2, cached: 0.55, from: 130 }),
  work("support-prod-2", "small", "always", 760, { cached: 0.5, from: 130 }),
  work("support-prod-2", "urgent", "tokyo", 60, { context: 1.5, cached: 0.4, tier: "priority", from: 100 }),
  work("support-prod-2", "embeddingSmall", "tokyo", 900, { context: 0.4, from: 130 }),
  work("support-staging", "small", "tokyo", 20),
  work("support-takahashi", "flagship", "tokyo", 7, { until: 150 }),
  work("support-kimura", "flagship", "tokyo", 5),
  work("search-api", "small", "berlin", 800, { context: 3, output: 0.6, cached: 0.3 }),
  work("search-api", "embeddingSmall", "berlin", 2200, { context: 0.15 }),
  work("search-indexer", "embeddingLarge", "nightly", 9000, { context: 0.7 }),
  work("search-indexer", "nano", "nightly", 2500, { output: 0.5, batch: true }),
  work("search-mueller", "small", "berlin", 6),
  work("search-boehm", "small", "berlin", 5, { until: 36 }),
  work("contracts-worker", "careful", "berlin", 120, { context: 9, output: 2.5, cached: 0.15, from: 385 }),
  work("contracts-worker", "careful", "nightly", 150, { context: 7, output: 2, batch: true, from: 300 }),
  work("contracts-koehler", "careful", "berlin", 3, { context: 4, until: 200 }),
  work("ci-reviewer", "flagship", "always", 110, { context: 5, output: 1.6, cached: 0.45 }),
  work("review-ito", "flagship", "tokyo", 14, { context: 4, cached: 0.6, source: "agents_api" }),
  work("review-yoshida", "flagship", "tokyo", 16, {
    context: 4,
    cached: 0.6,
    until: 96,
    source: "agents_api",
  }),
  work("review-suzuki", "flagship", "tokyo", 12, { context: 4, cached: 0.6 }),
  work("review-yilmaz", "flagship", "berlin", 15, { context: 4, cached: 0.6, source: "agents_api" }),
  work("review-krueger", "small", "berlin", 18, { context: 3, cached: 0.6 }),
  work("review-hashimoto", "flagship", "tokyo", 11, { context: 4, cached: 0.6, source: "agents_api" }),
  work("review-ishikawa", "small", "tokyo", 9, { context: 3 }),
  work("labeling-batch", "nano", "nightly", 6000, { context: 0.8, output: 0.3, batch: true }),
  work("labeling-batch", "small", "nightly", 900, { output: 0.4, batch: true, from: 180 }),
  work("labeling-tanaka", "small", "tokyo", 8),
  work("labeling-inoue", "small", "tokyo", 6),
  work("labeling-hayashi", "legacySmall", "tokyo", 5, { until: 121 }),
  work("campaign-writer", "flagship", "berlin", 45, { output: 3 }),
  work("studio-novakova", "flagship", "berlin", 9, { output: 2.5 }),
  work("studio-yamada", "flagship", "tokyo", 10, { output: 2.5 }),
  work("invoice-worker", "legacy", "berlin", 160, { context: 2.5, output: 0.8, cached: 0.1 }),
  work("voc-nightly", "small", "nightly", 1400, { context: 1.5, output: 0.5, tier: "flex" }),
  work("voc-nightly", "embeddingSmall", "nightly", 3000, { context: 0.5 }),
  work("voc-watanabe", "careful", "tokyo", 6, { context: 3 }),
  work("voc-demir", "small", "berlin", 7),
  work("translator", "small", "always", 240, { output: 2.2, cached: 0.2 }),
  work("translation-vogel", "small", "berlin", 9, { output: 2 }),
  work("translation-sorensen", "flagship", "berlin", 6, { output: 2, from: 79 }),
  work("sandbox-watanabe", "flagship", "tokyo", 25, { context: 6, output: 2, source: "agents_api" }),
  work("sandbox-agent", "pro", "tokyo", 2, { context: 3, output: 2, source: "agents_api" }),
  work("sandbox-abe", "small", "tokyo", 5, { from: 9 }),
  work("hackathon-bot", "flagship", "tokyo", 60, { from: 394, until: 380 }),
  work("hackathon-ito", "legacySmall", "tokyo", 20, { from: 393, until: 330 }),
  work("hackathon-schaefer", "legacySmall", "berlin", 12, { from: 392, until: 350 }),
  work("default-ito", "legacySmall", "tokyo", 4, { until: 240 }),
  work("default-schaefer", "flagship", "berlin", 8, { until: 211 }),
  work("default-hoffmann", "flagship", "berlin", 4, { from: 309, until: 260 }),
];

/** A reindexing job that was left running over a weekend, on the dearest model, until somebody looked on Monday. */
export const incident = {
  workload: work("search-boehm", "pro", "always", 520, { context: 2.4, output: 1.6, cached: 0 }),
  /** The Friday is the last one at least this many days before the seed's "now". */
  daysAgo: 37,
  startHour: 17,
  hours: 63,
};

export function modelAt(line: LineName, at: number): string {
  const rows: Line = lines[line];
  return rows.findLast(([since]) => Date.parse(since) <= at * 1000)?.[1] ?? rows[0]?.[1] ?? "";
}

export function isEmbedding({ line }: Workload): boolean {
  return line === "embeddingSmall" || line === "embeddingLarge";
}
