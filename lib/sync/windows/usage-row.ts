const dimensions = ["project_id", "user_id", "api_key_id", "model", "service_tier"] as const;
/** Dimensions that only some kinds have. */
const details = ["api_source", "size", "source", "context_level", "vector_store_id"] as const;
const counts = [
  "input_tokens",
  "output_tokens",
  "input_cached_tokens",
  "input_cache_write_tokens",
  "input_audio_tokens",
  "output_audio_tokens",
] as const;
/** The kind's own measure where it is not tokens. */
const quantities = [
  "images",
  "characters",
  "seconds",
  "usage_bytes",
  "num_sessions",
  // Searches, of the web and of files.
  "num_requests",
] as const;

const kept = new Set<string>([
  "object",
  "batch",
  "num_model_requests",
  ...dimensions,
  ...details,
  ...counts,
  ...quantities,
]);

/** The columns of facts.usage, in the order of usageRow. */
export const usageColumns = `facts.usage (organization_id, kind, bucket_at, project_id, member_id, api_key_id, model,
  service_tier, batch, api_source, size, source, context_level, vector_store_id, requests, input_tokens, output_tokens, input_cached_tokens,
  input_cache_write_tokens, input_audio_tokens, output_audio_tokens,
  quantity, extra)`;

type Result = Readonly<Record<string, unknown>>;

const textOf = (value: unknown) => (typeof value === "string" ? value : "");
const countOf = (value: unknown) =>
  typeof value === "number" && Number.isFinite(value) ? Math.round(value) : 0;

/** Fields of a result as JSON for jsonb, which knows no NUL; null where there are none. */
function jsonOf(entries: (readonly [string, unknown])[]): string | null {
  if (entries.length === 0) return null;
  return JSON.stringify(Object.fromEntries(entries), (_key, value: unknown) =>
    typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value,
  );
}

function batchOf(value: unknown): string {
  return typeof value === "boolean" ? String(value) : "";
}

/** The measure of the kinds that count no tokens: what there is of it. */
function quantityOf(result: Result): number {
  const quantity = quantities.map((name) => result[name]).find((value) => typeof value === "number");
  return typeof quantity === "number" && Number.isFinite(quantity) ? quantity : 0;
}

const numberOf = (value: unknown) => (typeof value === "number" ? value : 0);

/** What upstream repeats in other words: a part of which the whole is made, where there is no other part. */
function isImplied(name: string, result: Result): boolean {
  const cached = numberOf(result["input_cached_tokens"]);
  const written = numberOf(result["input_cache_write_tokens"]);
  const whole: Record<string, number> = {
    input_uncached_tokens: numberOf(result["input_tokens"]) - cached - written,
    input_text_tokens: numberOf(result["input_tokens"]) - cached - written,
    input_cached_text_tokens: cached,
    output_text_tokens: numberOf(result["output_tokens"]),
    input_cache_write_30m_tokens: written,
  };
  return name in whole && whole[name] === result[name];
}

/** A result of any usage endpoint as a row of facts.usage; what has no column goes into extra. */
export function usageRow(organizationId: string, kind: string, bucketAt: string, result: Result) {
  const extra = Object.entries(result).filter(
    ([name, value]) => !kept.has(name) && value != null && value !== 0 && !isImplied(name, result),
  );
  return [
    organizationId,
    kind,
    bucketAt,
    ...dimensions.map((name) => textOf(result[name])),
    batchOf(result["batch"]),
    ...details.map((name) => textOf(result[name])),
    countOf(result["num_model_requests"] ?? result["num_requests"]),
    ...counts.map((name) => countOf(result[name])),
    quantityOf(result),
    jsonOf(extra),
  ];
}
