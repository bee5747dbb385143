import { SyncFault } from "#lib/sync/faults.ts";
import { copyText } from "#lib/sync/windows/copy-rows.ts";

/** The columns of facts.usage, in the order of usageLine. */
export const usageColumns = `organization_id, kind, bucket_at, project_id, member_id, api_key_id, model,
  service_tier, api_source, size, source, context_level, vector_store_id, batch, requests, input_tokens,
  output_tokens, input_cached_tokens, input_cache_write_tokens, input_audio_tokens, output_audio_tokens,
  quantity, extra`;

const dimensions = [
  "project_id",
  "user_id",
  "api_key_id",
  "model",
  "service_tier",
  "api_source",
  "size",
  "source",
  "context_level",
  "vector_store_id",
] as const;
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
  ...counts,
  ...quantities,
]);

type Result = Readonly<Record<string, unknown>>;

const numberOf = (value: unknown) => (typeof value === "number" && Number.isFinite(value) ? value : 0);
/** What a bigint holds. */
const mostCounted = 9.2e18;

function countOf(value: unknown): number {
  const count = Math.round(numberOf(value));
  if (Math.abs(count) > mostCounted)
    throw new SyncFault("malformed", "A count of usage is beyond all measure.");
  return count;
}

function quantityOf(result: Result): number {
  for (const name of quantities) if (typeof result[name] === "number") return numberOf(result[name]);
  return 0;
}

/** What upstream repeats in other words: a part of which the whole is made, where there is no other part. */
function impliedOf(name: string, result: Result): number | undefined {
  switch (name) {
    case "input_uncached_tokens":
    case "input_text_tokens":
      return (
        numberOf(result["input_tokens"]) -
        numberOf(result["input_cached_tokens"]) -
        numberOf(result["input_cache_write_tokens"])
      );
    case "input_cached_text_tokens":
      return numberOf(result["input_cached_tokens"]);
    case "output_text_tokens":
      return numberOf(result["output_tokens"]);
    case "input_cache_write_30m_tokens":
      return numberOf(result["input_cache_write_tokens"]);
    default:
      return undefined;
  }
}

/** Fields that have no column, as JSON for jsonb, which knows no NUL; null where there are none. */
function extraOf(result: Result): string | null {
  let extra: Record<string, unknown> | null = null;
  for (const name in result) {
    if (kept.has(name)) continue;
    const value = result[name];
    if (value == null || value === 0 || value === impliedOf(name, result)) continue;
    extra ??= {};
    extra[name] = value;
  }
  if (extra === null) return null;
  return JSON.stringify(extra, (_key, value: unknown) =>
    typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value,
  );
}

/**
 * A result of any usage endpoint as a line for COPY; what has no column goes into extra. begin holds the fields of
 * the whole bucket: organization, kind and time, each with its tab. Throws SyncFault "malformed".
 */
export function usageLine(begin: string, result: Result): string {
  let line = begin;
  for (const name of dimensions) {
    const value = result[name];
    line += typeof value === "string" ? `${copyText(value)}\t` : "\t";
  }
  const { batch } = result;
  line += typeof batch === "boolean" ? `${batch}\t` : "\t";
  line += `${countOf(result["num_model_requests"] ?? result["num_requests"])}\t`;
  for (const name of counts) line += `${countOf(result[name])}\t`;
  const extra = extraOf(result);
  return `${line}${quantityOf(result)}\t${extra === null ? "\\N" : copyText(extra)}\n`;
}
