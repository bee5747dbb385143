/**
 * US dollars per million tokens: input, cached input, cache write, output; null where no separate price was
 * published (cached input then costs what input costs, and nothing is written to the cache). Collected from
 * public price tables in November 2026. The embeddings' are OpenAI's published ones of earlier years.
 */
type Price = { input: string; cached: string | null; cacheWrite: string | null; output: string | null };

function price(
  input: string,
  cached: string | null,
  output: string | null,
  cacheWrite: string | null = null,
): Price {
  return { input, cached, cacheWrite, output };
}

const standard: Record<string, Price> = {
  "gpt-4o-mini": price("0.15", "0.075", "0.60"),
  "gpt-4.1": price("2.00", "0.50", "8.00"),
  "gpt-5": price("1.25", "0.125", "10.00"),
  "gpt-5-mini": price("0.25", "0.025", "2.00"),
  "gpt-5-nano": price("0.05", null, "0.40"),
  "gpt-5.1": price("1.25", null, "10.00"),
  "gpt-5.2": price("1.75", "0.175", "14.00"),
  "gpt-5.2-pro": price("21.00", null, "168.00"),
  "gpt-5.4": price("2.50", "0.25", "15.00"),
  "gpt-5.4-mini": price("0.75", "0.075", "4.50"),
  "gpt-5.5": price("5.00", "0.50", "30.00"),
  "gpt-5.6-luna": price("0.20", "0.02", "1.20"),
  "gpt-6-sol": price("2.00", "0.20", "10.00", "2.50"),
  "gpt-6-luna": price("0.10", "0.01", "0.50", "0.125"),
  "text-embedding-3-small": price("0.02", null, null),
  "text-embedding-3-large": price("0.13", null, null),
};

const priority: Record<string, Price> = {
  "gpt-5": price("2.50", "0.25", "20.00"),
  "gpt-5.2": price("3.50", "0.35", "28.00"),
  "gpt-5.4": price("5.00", "0.50", "30.00"),
  "gpt-5.5": price("12.50", "1.25", "75.00"),
};

/** Chosen by the twin, near what was once published: model or tool, meter, US dollars per million, unit. Moderation is free. */
const tools = [
  ["gpt-4o-mini-tts", "characters", "15", "characters"],
  ["gpt-4o-transcribe", "audio_seconds", "100", "duration_seconds"],
  ["gpt-image-1.5", "images", "42000", "images"],
  ["code_interpreter", "sessions", "30000", "sessions"],
  ["file_search", "calls", "2500", "calls"],
  ["web_search", "calls", "10000", "calls"],
  ["vector_store", "storage", "4167", "gibibyte_hours"],
] as const;

export type PriceRow = {
  model: string;
  tier: string;
  meter: string;
  usdPerMillion: string;
  share: string;
  unit: string;
};

/** Batch and flex cost half of standard. `share` is that factor, multiplied in SQL, where decimals are exact. */
export function priceRows(): PriceRow[] {
  return [
    ...Object.entries(standard).flatMap(([model, row]) => [
      ...metersOf(model, "default", row, "1"),
      ...metersOf(model, "flex", row, "0.5"),
      ...metersOf(model, "batch", row, "0.5"),
    ]),
    ...Object.entries(priority).flatMap(([model, row]) => metersOf(model, "priority", row, "1")),
    ...tools.map(([model, meter, usdPerMillion, unit]) => {
      return { model, tier: "default", meter, usdPerMillion, share: "1", unit };
    }),
  ];
}

export function hasPriority(model: string): boolean {
  return model in priority;
}

export function writesCache(model: string): boolean {
  return standard[model]?.cacheWrite != null;
}

function metersOf(model: string, tier: string, row: Price, share: string): PriceRow[] {
  const meters = {
    input_tokens: row.input,
    cached_input_tokens: row.cached ?? row.input,
    cache_write_tokens: row.cacheWrite ?? row.input,
    output_tokens: row.output,
  };
  return Object.entries(meters).flatMap(([meter, usdPerMillion]) =>
    usdPerMillion === null ? [] : [{ model, tier, meter, usdPerMillion, share, unit: "tokens" }],
  );
}
