import type { DaySums } from "#lib/rollups/day-sums.ts";
import { dimensionColumns } from "#lib/rollups/roll-up.ts";
import type { Measures } from "#lib/rollups/sums.ts";
import { SyncFault } from "#lib/sync/faults.ts";
import { copyText } from "#lib/sync/windows/copy-rows.ts";

/** The columns of facts.usage, in the order of usageLine. */
export const usageColumns = `organization_id, kind, bucket_at, ${dimensionColumns.join(", ")}, requests, input_tokens,
  output_tokens, input_cached_tokens, input_cache_write_tokens, input_audio_tokens, output_audio_tokens,
  quantity, extra`;

/** As upstream names them; batch, the last one, is no text. */
const dimensions = dimensionColumns
  .filter((column) => column !== "batch")
  .map((column) => (column === "member_id" ? "user_id" : column));
/** Those that are in no rollup. */
const otherCounts = ["input_cache_write_tokens", "input_audio_tokens", "output_audio_tokens"] as const;
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
  "input_tokens",
  "output_tokens",
  "input_cached_tokens",
  ...otherCounts,
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

function measuresOf(result: Result): Measures {
  return {
    requests: countOf(result["num_model_requests"] ?? result["num_requests"]),
    input: countOf(result["input_tokens"]),
    output: countOf(result["output_tokens"]),
    cached: countOf(result["input_cached_tokens"]),
    quantity: quantityOf(result),
  };
}

function dimensionsOf(result: Result): string {
  let fields = "";
  for (const name of dimensions) {
    const value = result[name];
    fields += typeof value === "string" ? `${copyText(value)}\t` : "\t";
  }
  const { batch } = result;
  return typeof batch === "boolean" ? `${fields}${batch}\t` : `${fields}\t`;
}

/**
 * A result of any usage endpoint as a line for COPY; what has no column goes into extra. begin holds the fields of
 * the whole bucket: organization, kind and time, each with its tab. The row is added to the sums. Throws SyncFault
 * "malformed".
 */
export function usageLine(begin: string, result: Result, sums: DaySums): string {
  const named = dimensionsOf(result);
  const row = measuresOf(result);
  sums.add(named, row);
  let line = `${begin}${named}${row.requests}\t${row.input}\t${row.output}\t${row.cached}\t`;
  for (const name of otherCounts) line += `${countOf(result[name])}\t`;
  const extra = extraOf(result);
  return `${line}${row.quantity}\t${extra === null ? "\\N" : copyText(extra)}\n`;
}
